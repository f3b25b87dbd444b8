package io.cloister.models.alert;

import io.cloister.notices.Mail;
import io.cloister.notices.MailServer;
import io.cloister.notices.Mails;
import io.cloister.notices.NoticeFailed;
import io.cloister.secrets.SecretsLocked;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The mail server of the deployment, for whoever has something to tell a person. */
@Component
public class HouseMail {

  private final Alerts alerts;
  private final Mails mails;

  HouseMail(Alerts alerts, Mails mails) {
    this.alerts = alerts;
    this.mails = mails;
  }

  /** Whether mail can be sent at all. */
  public boolean isSet() {
    return alerts.setting().mail() != null;
  }

  /**
   * Sends a letter of plain text; returning means that the server took it on.
   *
   * @param id the same however often it is tried
   * @throws NoticeFailed if it did not
   */
  public void send(String id, String to, String subject, String text) {
    var mail = alerts.setting().mail();
    var server = server();
    if (mail == null || server == null) {
      throw NoticeFailed.unsent("this server sends no mail");
    }
    mails.send(new Mail(id, mail.from(), List.of(to), subject, text), server);
  }

  private @Nullable MailServer server() {
    try {
      return alerts.server();
    } catch (SecretsLocked e) {
      throw NoticeFailed.unsent(String.valueOf(e.getMessage()));
    }
  }
}
