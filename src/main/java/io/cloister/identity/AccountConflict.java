package io.cloister.identity;

/** What was asked of an account or a group contradicts what there is. */
public class AccountConflict extends Refused {

  private static final long serialVersionUID = 1L;

  public AccountConflict(String code, String detail, String hint) {
    super(code, detail, hint);
  }
}
