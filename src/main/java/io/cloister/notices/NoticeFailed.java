package io.cloister.notices;

import org.jspecify.annotations.Nullable;

/** A notice that did not arrive, and why. */
public final class NoticeFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean passing;

  NoticeFailed(String detail, boolean passing, @Nullable Throwable cause) {
    super(detail, cause);
    this.passing = passing;
  }

  /** Whether it may go better later. */
  public boolean isPassing() {
    return passing;
  }
}
