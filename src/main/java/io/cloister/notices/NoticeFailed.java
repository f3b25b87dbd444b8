package io.cloister.notices;

import org.jspecify.annotations.Nullable;

/** A notice that did not arrive, and why. */
public final class NoticeFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Why why;

  private enum Why {
    PASSING,
    LASTING,
    OF_RECIPIENT
  }

  private NoticeFailed(String detail, Why why, @Nullable Throwable cause) {
    super(detail, cause);
    this.why = why;
  }

  NoticeFailed(String detail, boolean passing, @Nullable Throwable cause) {
    this(detail, passing ? Why.PASSING : Why.LASTING, cause);
  }

  /** For good, and only where it was sent to: what goes elsewhere may arrive. */
  static NoticeFailed ofRecipient(String detail) {
    return new NoticeFailed(detail, Why.OF_RECIPIENT, null);
  }

  /** What could not even be begun, as long as nobody sets it right. */
  public static NoticeFailed unsent(String detail) {
    return new NoticeFailed(detail, Why.LASTING, null);
  }

  /** Whether it may go better later. */
  public boolean isPassing() {
    return why == Why.PASSING;
  }

  /** Whether it will not go better until it is sent elsewhere. */
  public boolean isOfRecipient() {
    return why == Why.OF_RECIPIENT;
  }
}
