package io.cloister.drafting;

/** What was asked for cannot be drafted as it was asked; asking differently can help. */
public class DraftRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String field;
  private final String hint;

  /**
   * @param code stable and kebab-case
   * @param field which part of the request is at fault, as {@code sources}
   * @param hint what to do next
   */
  public DraftRefused(String code, String field, String detail, String hint) {
    super(detail);
    this.code = code;
    this.field = field;
    this.hint = hint;
  }

  public String code() {
    return code;
  }

  public String field() {
    return field;
  }

  public String hint() {
    return hint;
  }
}
