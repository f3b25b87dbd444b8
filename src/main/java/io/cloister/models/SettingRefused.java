package io.cloister.models;

import io.cloister.identity.FieldRefused;

/** A connection or route that cannot be as it was asked for; nothing was changed. */
public class SettingRefused extends FieldRefused {

  private static final long serialVersionUID = 1L;

  public SettingRefused(String field, String code, String detail, String hint) {
    super(field, code, detail, hint);
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
}
