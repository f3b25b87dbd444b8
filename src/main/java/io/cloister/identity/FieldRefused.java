package io.cloister.identity;

/** What was asked for cannot be as one field of it says; nothing was changed. */
public abstract class FieldRefused extends Refused {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field what of it is at fault, as {@code baseUrl}
   */
  protected FieldRefused(String field, String code, String detail, String hint) {
    super(code, detail, hint);
    this.field = field;
  }

  /** What of it is at fault, as {@code baseUrl}. */
  public final String field() {
    return field;
  }
}
