package io.cloister.models;

/** A connection or route that cannot be as it was asked for; nothing was changed. */
public class SettingRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String code;
  private final String hint;

  public SettingRefused(String field, String code, String detail, String hint) {
    super(detail);
    this.field = field;
    this.code = code;
    this.hint = hint;
  }

  /** A line of headers that is none; it is not repeated, as it may hold a secret. */
  public static SettingRefused ofLine(String field) {
    return new SettingRefused(
        field, "invalid", "A header is written as Name: value", "Write one header a line.");
  }

  /** An owner that is none. */
  public static SettingRefused ofOwner() {
    return new SettingRefused(
        "owner",
        "invalid",
        "There is no such owner",
        "Give owner deployment, or group with the group's id as ownerId.");
  }

  /** What of the setting it is about, as {@code baseUrl}. */
  public String field() {
    return field;
  }

  /** Stable and kebab-case. */
  public String code() {
    return code;
  }

  /** What to do next. */
  public String hint() {
    return hint;
  }
}
