package io.cloister.notices;

import io.cloister.egress.TlsTrouble;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A notice that did not arrive, and why. */
public final class NoticeFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final boolean passing;

  /** What was wrong, for who reads it in another language. */
  public enum Problem {
    BLOCKED,
    UNREACHABLE,
    REFUSED,
    RECIPIENT,
    NO_STARTTLS,
    NO_TLS,
    WANTS_CERTIFICATE,
    UNKNOWN_AUTHORITY,
    UNSENT;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  NoticeFailed(String detail, Problem problem, boolean passing, @Nullable Throwable cause) {
    super(detail, cause);
    this.problem = problem;
    this.passing = passing;
  }

  /** For good, and only where it was sent to: what goes elsewhere may arrive. */
  static NoticeFailed ofRecipient(String detail) {
    return new NoticeFailed(detail, Problem.RECIPIENT, false, null);
  }

  /**
   * @param host as it is called in a sentence
   */
  static NoticeFailed ofTls(String host, SSLException broken) {
    return switch (TlsTrouble.of(broken)) {
      case UNKNOWN_AUTHORITY ->
          new NoticeFailed(
              "the authority that signed the certificate of %s is not known".formatted(host),
              Problem.UNKNOWN_AUTHORITY,
              false,
              broken);
      case WANTS_CERTIFICATE ->
          new NoticeFailed(
              host + " wants to be shown a certificate, and there is none for it",
              Problem.WANTS_CERTIFICATE,
              false,
              broken);
      case OTHER ->
          new NoticeFailed(
              "%s has no valid certificate of its name, or broke off TLS: %s"
                  .formatted(host, broken.getMessage()),
              Problem.NO_TLS,
              true,
              broken);
    };
  }

  /** What could not even be begun, as long as nobody sets it right. */
  public static NoticeFailed unsent(String detail) {
    return new NoticeFailed(detail, Problem.UNSENT, false, null);
  }

  public Problem problem() {
    return problem;
  }

  /** Whether it may go better later. */
  public boolean isPassing() {
    return passing;
  }

  /** Whether somebody has to say first whom its host is believed by. */
  public boolean isOfUnknownAuthority() {
    return problem == Problem.UNKNOWN_AUTHORITY;
  }

  /** Whether it will not go better until it is sent elsewhere. */
  public boolean isOfRecipient() {
    return problem == Problem.RECIPIENT;
  }
}
