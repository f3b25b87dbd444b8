package io.cloister.notices;

import io.cloister.egress.TlsTrouble;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A notice that did not arrive, and why. */
public final class NoticeFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Why why;

  private enum Why {
    PASSING,
    LASTING,
    OF_RECIPIENT,
    UNKNOWN_AUTHORITY
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

  /**
   * @param host as it is called in a sentence
   */
  static NoticeFailed ofTls(String host, SSLException broken) {
    return switch (TlsTrouble.of(broken)) {
      case UNKNOWN_AUTHORITY ->
          new NoticeFailed(
              "the authority that signed the certificate of %s is not known".formatted(host),
              Why.UNKNOWN_AUTHORITY,
              broken);
      case WANTS_CERTIFICATE ->
          new NoticeFailed(
              host + " wants to be shown a certificate, and there is none for it", false, broken);
      case OTHER ->
          new NoticeFailed(
              "%s has no valid certificate of its name, or broke off TLS: %s"
                  .formatted(host, broken.getMessage()),
              true,
              broken);
    };
  }

  /** What could not even be begun, as long as nobody sets it right. */
  public static NoticeFailed unsent(String detail) {
    return new NoticeFailed(detail, Why.LASTING, null);
  }

  /** Whether it may go better later. */
  public boolean isPassing() {
    return why == Why.PASSING;
  }

  /** Whether somebody has to say first whom its host is believed by. */
  public boolean isOfUnknownAuthority() {
    return why == Why.UNKNOWN_AUTHORITY;
  }

  /** Whether it will not go better until it is sent elsewhere. */
  public boolean isOfRecipient() {
    return why == Why.OF_RECIPIENT;
  }
}
