package io.cloister.models.alert;

import io.cloister.egress.AllowedHost;
import io.cloister.egress.PemRefused;
import io.cloister.egress.Trust;
import io.cloister.models.SettingRefused;
import io.cloister.notices.Mail;
import io.cloister.notices.MailServer;
import io.cloister.notices.MailServer.Tls;
import io.cloister.notices.Webhooks;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What ways of telling must keep to before they are stored. */
final class AlertRules {

  private static final int MOST_RECIPIENTS = 20;
  private static final int LONGEST_RECIPIENTS = 2_000;
  private static final int LONGEST_USER = 300;
  private static final int LONGEST_PASSWORD = 500;
  private static final int LONGEST_URL = 1_000;

  private AlertRules() {}

  static void check(AlertSetting.Mail mail) {
    if (mail.port() < 1 || mail.port() > 65_535) {
      throw refused("mail.port", "a port is between 1 and 65535");
    }
    try {
      var _ = new MailServer(mail.host(), mail.port(), mail.tls(), null, null).place(Alerts.WHY);
    } catch (IllegalArgumentException e) {
      throw refused("mail.host", String.valueOf(e.getMessage()));
    }
    if (!Mail.isAddress(mail.from())) {
      throw refused("mail.from", "the sender is no address");
    }
    if (!AlertSetting.Mail.LANGUAGES.contains(mail.language())) {
      throw refused("mail.language", "mails are written in " + AlertSetting.Mail.LANGUAGES);
    }
    if (mail.to().isEmpty()
        || mail.to().size() > MOST_RECIPIENTS
        || AlertRows.kept(mail.to()).length() > LONGEST_RECIPIENTS
        || !mail.to().stream().map(Recipient::address).allMatch(Mail::isAddress)) {
      throw refused(
          "mail.to",
          "there are 1 to %d recipients, each an address, of %,d signs in all"
              .formatted(MOST_RECIPIENTS, LONGEST_RECIPIENTS));
    }
    if (mail.user() != null && mail.user().length() > LONGEST_USER) {
      throw refused("mail.user", "the user has more than %d signs".formatted(LONGEST_USER));
    }
    if (mail.password() != null && mail.password().length() > LONGEST_PASSWORD) {
      throw refused("mail.password", "it has more than %d signs".formatted(LONGEST_PASSWORD));
    }
    if (mail.user() != null && mail.tls() == Tls.NONE) {
      throw refused("mail.tls", "a password is sent only over TLS");
    }
  }

  static void check(AlertSetting.Webhook hook) {
    if (hook.url().length() > LONGEST_URL) {
      throw refused("webhook.url", "it has more than %,d signs".formatted(LONGEST_URL));
    }
    try {
      AllowedHost.of(URI.create(hook.url()), Alerts.WHY);
    } catch (IllegalArgumentException e) {
      throw refused("webhook.url", String.valueOf(e.getMessage()));
    }
    if (hook.secret() != null && !hook.secret().isEmpty() && !Webhooks.isSecret(hook.secret())) {
      throw refused("webhook.secret", "a secret is whsec_ and the Base64 of 24 to 64 bytes");
    }
  }

  /**
   * @param field which of them is wanted, as {@code mail.authority}
   * @param before what was kept so far
   * @return null for the usual authorities
   * @throws SettingRefused if what is wanted are no certificates that could be believed
   */
  static @Nullable String authority(
      String field, @Nullable String wanted, @Nullable String before) {
    try {
      return Trust.authority(wanted, before);
    } catch (PemRefused e) {
      throw new SettingRefused(
          field,
          "authority-" + e.why().code(),
          "This cannot be used for TLS: " + e.getMessage(),
          e.hint());
    }
  }

  static SettingRefused refused(String field, String why) {
    return new SettingRefused(
        field,
        "invalid",
        "It cannot be told so: " + why,
        "Nothing was changed; put it right and save again.");
  }
}
