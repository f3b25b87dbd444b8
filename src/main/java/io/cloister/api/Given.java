package io.cloister.api;

import org.jspecify.annotations.Nullable;

/** What a caller gave. */
public final class Given {

  private Given() {}

  /** Null for an optional parameter that is there but empty, as forms send it. */
  public static @Nullable String orNull(@Nullable String parameter) {
    return parameter == null || parameter.isBlank() ? null : parameter;
  }
}
