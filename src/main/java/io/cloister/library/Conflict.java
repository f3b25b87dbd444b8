package io.cloister.library;

/** What was asked contradicts what is there now. */
public class Conflict extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String hint;

  /**
   * @param code stable and kebab-case
   * @param hint what to do next
   */
  public Conflict(String code, String detail, String hint) {
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
