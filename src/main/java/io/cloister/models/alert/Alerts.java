package io.cloister.models.alert;

import io.cloister.database.Snapshot;
import io.cloister.egress.AllowedHost;
import io.cloister.egress.AllowedHosts;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.SettingRefused;
import io.cloister.notices.Mail;
import io.cloister.notices.MailServer;
import io.cloister.notices.MailServer.Tls;
import io.cloister.notices.Webhooks;
import io.cloister.secrets.Sealing;
import io.cloister.secrets.SecretsLocked;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How administrators are told of budgets, besides on the page. */
@Service
public class Alerts implements AllowedHosts {

  static final String WHY = "alerts of budgets";

  private static final int MOST_RECIPIENTS = 20;
  private static final int LONGEST_RECIPIENTS = 2_000;
  private static final int LONGEST_USER = 300;
  private static final int LONGEST_PASSWORD = 500;
  private static final int LONGEST_URL = 1_000;

  private final AlertRows rows;
  private final Sealing sealing;
  private final AuditTrail audit;
  private final TransactionTemplate inTransaction;
  private final Snapshot<AlertRows.Row> known;

  Alerts(
      AlertRows rows, Sealing sealing, AuditTrail audit, PlatformTransactionManager transactions) {
    this.rows = rows;
    this.known = new Snapshot<>(rows::get);
    this.sealing = sealing;
    this.audit = audit;
    this.inTransaction = new TransactionTemplate(transactions);
  }

  /**
   * What is set, without its secrets.
   *
   * @param hasPassword whether there is a password for the mail server
   * @param hasSecret whether there is a secret for the webhook
   */
  public record State(AlertSetting setting, boolean hasPassword, boolean hasSecret) {}

  public State get(Actor actor) {
    actor.require(Role.ADMIN, "see how budgets are told of");
    return state(rows.get());
  }

  private static State state(AlertRows.Row row) {
    var mail =
        row.host() == null || row.from() == null
            ? null
            : new AlertSetting.Mail(
                row.host(),
                row.port(),
                row.tls(),
                row.user(),
                null,
                row.from(),
                row.to(),
                row.language());
    var hook = row.url() == null ? null : new AlertSetting.Webhook(row.url(), null);
    return new State(new AlertSetting(mail, hook), row.password() != null, row.secret() != null);
  }

  /**
   * Sets both. A password belongs to its server and user, a secret to its address: where those
   * change it is forgotten, unless another comes along.
   *
   * @throws SettingRefused if one of them cannot be used; nothing was changed
   */
  public State set(AlertSetting wanted, Actor actor) {
    actor.require(Role.ADMIN, "change how budgets are told of");
    var mail = wanted.mail();
    var hook = wanted.webhook();
    if (mail != null) {
      check(mail);
    }
    if (hook != null) {
      check(hook);
    }
    inTransaction.executeWithoutResult(_ -> {
      sealing.holdOffRotation();
      var before = rows.get();
      rows.set(
          new AlertRows.Row(
              mail == null ? null : mail.host().strip(),
              mail == null ? 587 : mail.port(),
              mail == null ? Tls.STARTTLS : mail.tls(),
              mail == null ? null : mail.user(),
              mail == null ? null : password(mail, before),
              mail == null ? null : mail.from(),
              mail == null ? List.of() : mail.to(),
              mail == null ? before.language() : mail.language(),
              hook == null ? null : hook.url(),
              hook == null ? null : secret(hook, before)));
      known.changed();
      audit.record(
          actor,
          AuditEvent.of("alerts.changed", "models", "alerts")
              .with("mail", mail == null ? "" : mail.host())
              .with("webhook", hook == null ? "" : URI.create(hook.url()).getHost()));
    });
    return get(actor);
  }

  private byte @Nullable [] password(AlertSetting.Mail mail, AlertRows.Row before) {
    if (mail.password() != null) {
      return mail.password().isEmpty()
          ? null
          : seal(mail.password(), place(mail.host(), mail.port(), mail.user()));
    }
    boolean same =
        before.host() != null
            && place(before.host(), before.port(), before.user())
                .equals(place(mail.host(), mail.port(), mail.user()));
    return same ? before.password() : null;
  }

  private byte @Nullable [] secret(AlertSetting.Webhook hook, AlertRows.Row before) {
    if (hook.secret() != null && !hook.secret().isEmpty()) {
      return seal(hook.secret(), place(hook.url()));
    }
    if (before.secret() == null || !hook.url().equals(before.url())) {
      throw refused("webhook.secret", "a new address needs its own secret");
    }
    return before.secret();
  }

  private byte[] seal(String secret, String place) {
    try {
      return sealing.seal(secret, place);
    } catch (SecretsLocked e) {
      throw new SettingRefused(
          "masterKey",
          "secrets-locked",
          String.valueOf(e.getMessage()),
          "Put the master key right; see docs/operations.md.");
    }
  }

  private static String place(String host, int port, @Nullable String user) {
    return "model_alerting.mail_password %s:%d %s".formatted(host.strip(), port, user);
  }

  private static String place(String url) {
    return "model_alerting.hook_secret " + url;
  }

  private static void check(AlertSetting.Mail mail) {
    try {
      var _ = new MailServer(mail.host(), mail.port(), mail.tls(), null, null).place(WHY);
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

  private static void check(AlertSetting.Webhook hook) {
    if (hook.url().length() > LONGEST_URL) {
      throw refused("webhook.url", "it has more than %,d signs".formatted(LONGEST_URL));
    }
    try {
      AllowedHost.of(URI.create(hook.url()), WHY);
    } catch (IllegalArgumentException e) {
      throw refused("webhook.url", String.valueOf(e.getMessage()));
    }
    if (hook.secret() != null && !hook.secret().isEmpty() && !Webhooks.isSecret(hook.secret())) {
      throw refused("webhook.secret", "a secret is whsec_ and the Base64 of 24 to 64 bytes");
    }
  }

  private static SettingRefused refused(String field, String why) {
    return new SettingRefused(
        field,
        "invalid",
        "It cannot be told so: " + why,
        "Nothing was changed; put it right and save again.");
  }

  // --- for telling --------------------------------------------------------------------------

  /** What is set, without its secrets. */
  AlertSetting setting() {
    return state(rows.get()).setting();
  }

  /** Where there is mail, who takes it on, with the password. */
  @Nullable MailServer server() {
    var row = rows.get();
    if (row.host() == null) {
      return null;
    }
    var password =
        row.password() == null
            ? null
            : sealing.open(row.password(), place(row.host(), row.port(), row.user()));
    return new MailServer(row.host(), row.port(), row.tls(), row.user(), password);
  }

  /** Where there is a webhook, its address and its secret. */
  AlertSetting.@Nullable Webhook hook() {
    var row = rows.get();
    return row.url() == null || row.secret() == null
        ? null
        : new AlertSetting.Webhook(row.url(), sealing.open(row.secret(), place(row.url())));
  }

  @Override
  public Collection<AllowedHost> now() {
    var row = known.get();
    var places = new ArrayList<AllowedHost>();
    if (row.host() != null) {
      places.add(new MailServer(row.host(), row.port(), row.tls(), null, null).place(WHY));
    }
    if (row.url() != null) {
      places.add(AllowedHost.of(URI.create(row.url()), WHY));
    }
    return places;
  }
}
