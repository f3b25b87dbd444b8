package io.cloister.identity;

/**
 * What an actor asked for cannot be done, for a reason that they can understand and act on. Each
 * room has a class of its own for what it refuses.
 */
public abstract class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String hint;

  /**
   * @param code stable and kebab-case
   * @param detail what is wrong
   * @param hint what to do next
   */
  protected Refused(String code, String detail, String hint) {
    super(detail);
    this.code = code;
    this.hint = hint;
  }

  /** Stable and kebab-case, as {@code name-taken}. */
  public final String code() {
    return code;
  }

  /** What to do next. */
  public final String hint() {
    return hint;
  }
}
