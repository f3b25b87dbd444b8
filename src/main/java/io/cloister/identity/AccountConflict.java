package io.cloister.identity;

/** What was asked of an account or a group contradicts what there is. */
public class AccountConflict extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String hint;

  /**
   * @param code stable and kebab-case
   * @param hint what to do next
   */
  public AccountConflict(String code, String detail, String hint) {
    super(detail);
    this.code = code;
    this.hint = hint;
  }

  public String code() {
    return code;
  }

  public String hint() {
    return hint;
  }
}
