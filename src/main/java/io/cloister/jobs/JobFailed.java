package io.cloister.jobs;

/** A job that cannot be done, for a reason its owner can understand and act on. */
public class JobFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String hint;

  /**
   * @param code stable and kebab-case
   * @param detail what happened
   * @param hint what to do next
   */
  public JobFailed(String code, String detail, String hint) {
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
