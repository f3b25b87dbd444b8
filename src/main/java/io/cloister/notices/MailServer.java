package io.cloister.notices;

import io.cloister.egress.AllowedHost;
import io.cloister.egress.Trust;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who takes mail on.
 *
 * @param user null if it asks for none
 * @param password null if it asks for none
 * @param trust whom it must be believed by, over TLS
 */
public record MailServer(
    String host, int port, Tls tls, @Nullable String user, @Nullable String password, Trust trust) {

  /** One that is believed as usual. */
  public MailServer(
      String host, int port, Tls tls, @Nullable String user, @Nullable String password) {
    this(host, port, tls, user, password, Trust.USUAL);
  }

  /** How what is sent is kept from others. */
  public enum Tls {
    /** From the first byte. */
    TLS,
    /** Asked for before anything else is said, and insisted on. */
    STARTTLS,
    /** Not at all: for a server on the same machine. */
    NONE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Tls> of(String word) {
      for (var tls : values()) {
        if (tls.word().equals(word)) {
          return Optional.of(tls);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * The place that must be allowed for it.
   *
   * @throws IllegalArgumentException if the host is none
   */
  public AllowedHost place(String why) {
    return AllowedHost.ofMail(host, port, tls == Tls.TLS, why);
  }

  /** Without the password: records print what they hold. */
  @Override
  public String toString() {
    return "MailServer[" + host + ":" + port + "]";
  }
}
