package io.cloister.sources.place;

/** A source that cannot be as it was asked for; nothing was changed. */
public class SourceRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String reason;
  private final String hint;

  public SourceRefused(String field, String reason, String detail, String hint) {
    super(detail);
    this.field = field;
    this.reason = reason;
    this.hint = hint;
  }

  /** What of the setting it is about, as {@code folder}. */
  public String field() {
    return field;
  }

  /** Stable and kebab-case, as {@code name-taken}. */
  public String reason() {
    return reason;
  }

  /** What to do next. */
  public String hint() {
    return hint;
  }
}
