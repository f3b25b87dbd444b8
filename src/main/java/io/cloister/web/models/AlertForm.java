package io.cloister.web.models;

import io.cloister.models.SettingRefused;
import io.cloister.models.alert.AlertSetting;
import io.cloister.models.alert.Alerts;
import io.cloister.models.alert.Recipient;
import io.cloister.notices.MailServer.Tls;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to tell of budgets, as it is entered. An empty host is no mail, an empty address no webhook.
 *
 * @param password empty to leave it as it is
 * @param secret empty to leave it as it is
 * @param mailAuthority PEM, as {@code hookAuthority}
 */
record AlertForm(
    @Nullable String host,
    @Nullable String port,
    @Nullable String tls,
    @Nullable String user,
    @Nullable String password,
    @Nullable String from,
    @Nullable String to,
    @Nullable String language,
    @Nullable String url,
    @Nullable String secret,
    @Nullable String mailAuthority,
    @Nullable String hookAuthority) {

  /**
   * @param page the language that is offered where none was chosen
   */
  static AlertForm of(Alerts.State state, String page) {
    var mail = state.setting().mail();
    var hook = state.setting().webhook();
    return new AlertForm(
        mail == null ? "" : mail.host(),
        mail == null ? "587" : String.valueOf(mail.port()),
        mail == null ? Tls.STARTTLS.word() : mail.tls().word(),
        mail == null ? "" : mail.user(),
        "",
        mail == null ? "" : mail.from(),
        mail == null
            ? ""
            : mail.to().stream().map(Recipient::word).collect(Collectors.joining("\n")),
        mail == null ? page : mail.language(),
        hook == null ? "" : hook.url(),
        "",
        mail == null ? "" : text(mail.authority()),
        hook == null ? "" : text(hook.authority()));
  }

  /**
   * @throws SettingRefused if a number is none
   */
  AlertSetting setting() {
    AlertSetting.Mail mail = null;
    if (!text(host).isEmpty()) {
      try {
        mail =
            new AlertSetting.Mail(
                text(host),
                Integer.parseInt(text(port)),
                Tls.of(text(tls)).orElse(Tls.STARTTLS),
                text(user).isEmpty() ? null : text(user),
                password == null || password.isEmpty() ? null : password,
                text(from),
                Recipient.read(text(to)),
                text(language),
                mailAuthority);
      } catch (NumberFormatException e) {
        throw new SettingRefused(
            "mail.port", "invalid", "The port is a number from 1 to 65535", "Enter the port.");
      }
    }
    var hook =
        text(url).isEmpty()
            ? null
            : new AlertSetting.Webhook(
                text(url), text(secret).isEmpty() ? null : text(secret), hookAuthority);
    return new AlertSetting(mail, hook);
  }

  private static String text(@Nullable String entered) {
    return entered == null ? "" : entered.strip();
  }

  /** Without its secrets: records print what they hold. */
  @Override
  public String toString() {
    return "AlertForm[" + host + ", " + url + "]";
  }
}
