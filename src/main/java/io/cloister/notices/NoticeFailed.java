package io.cloister.notices;

import io.cloister.egress.HostBlocked;
import io.cloister.egress.TlsTrouble;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A notice that did not arrive, and why. */
public final class NoticeFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final boolean passing;
  private final @Nullable String said;

  /** What was wrong, for who reads it in another language. */
  public enum Problem {
    BLOCKED,
    UNREACHABLE,
    REFUSED,
    SIGN_IN,
    SENDER,
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

  /**
   * @param detail all of it, for programs
   * @param said by {@link #said}
   */
  NoticeFailed(
      String detail,
      Problem problem,
      boolean passing,
      @Nullable String said,
      @Nullable Throwable cause) {
    super(detail, cause);
    this.problem = problem;
    this.passing = passing;
    this.said = said;
  }

  static NoticeFailed ofWall(HostBlocked blocked) {
    var why = String.valueOf(blocked.getMessage());
    return new NoticeFailed(why, Problem.BLOCKED, false, why, blocked);
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
              null,
              broken);
      case WANTS_CERTIFICATE ->
          new NoticeFailed(
              host + " wants to be shown a certificate, and there is none for it",
              Problem.WANTS_CERTIFICATE,
              false,
              null,
              broken);
      case OTHER ->
          new NoticeFailed(
              "%s has no valid certificate of its name, or broke off TLS: %s"
                  .formatted(host, broken.getMessage()),
              Problem.NO_TLS,
              true,
              broken.getMessage(),
              broken);
    };
  }

  /** What could not even be begun, as long as nobody sets it right. */
  public static NoticeFailed unsent(String detail) {
    return new NoticeFailed(detail, Problem.UNSENT, false, null, null);
  }

  public Problem problem() {
    return problem;
  }

  /** What the host, or a library, said of it word for word; null if that is not known. */
  public @Nullable String said() {
    return said;
  }

  /** Whether it may go better later. */
  public boolean isPassing() {
    return passing;
  }

  /** Whether somebody has to say first whom its host is believed by. */
  public boolean isOfUnknownAuthority() {
    return problem == Problem.UNKNOWN_AUTHORITY;
  }

  /** Whether it will not go better until it is sent elsewhere; what goes to others may arrive. */
  public boolean isOfRecipient() {
    return problem == Problem.RECIPIENT;
  }
}
