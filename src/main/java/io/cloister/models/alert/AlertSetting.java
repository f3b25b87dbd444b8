package io.cloister.models.alert;

import io.cloister.notices.MailServer.Tls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How administrators are to be told of budgets.
 *
 * @param mail null for no mail
 * @param webhook null for none
 */
public record AlertSetting(@Nullable Mail mail, @Nullable Webhook webhook) {

  /**
   * By mail.
   *
   * @param user null if the server asks for none
   * @param password null to keep the one there is; empty to forget it
   * @param language of those who have none of their own, one of {@link Mail#LANGUAGES}
   * @param authority the certificates (PEM) of those who alone may have signed that of the server;
   *     null for the JDK's authorities
   */
  public record Mail(
      String host,
      int port,
      Tls tls,
      @Nullable String user,
      @Nullable String password,
      String from,
      List<Recipient> to,
      String language,
      @Nullable String authority) {

    public static final List<String> LANGUAGES = List.of("en", "de");

    public Mail {
      to = List.copyOf(to);
    }

    /** Without the password: records print what they hold. */
    @Override
    public String toString() {
      return "Mail[" + host + ":" + port + "]";
    }
  }

  /**
   * By a signed call.
   *
   * @param secret null to keep the one there is
   * @param authority as that of {@link Mail}, for the address's host
   */
  public record Webhook(String url, @Nullable String secret, @Nullable String authority) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Webhook[" + url + "]";
    }
  }
}
