package io.cloister.models.alert;

import io.cloister.database.Snapshot;
import io.cloister.egress.AllowedHost;
import io.cloister.egress.AllowedHosts;
import io.cloister.egress.Trust;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.SettingRefused;
import io.cloister.notices.MailServer;
import io.cloister.notices.MailServer.Tls;
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
                row.language(),
                row.mailAuthority());
    var hook =
        row.url() == null ? null : new AlertSetting.Webhook(row.url(), null, row.hookAuthority());
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
      AlertRules.check(mail);
    }
    if (hook != null) {
      AlertRules.check(hook);
    }
    inTransaction.executeWithoutResult(_ -> {
      sealing.holdOffRotation();
      var before = rows.get();
      var set =
          new AlertRows.Row(
              mail == null ? null : mail.host().strip(),
              mail == null ? 587 : mail.port(),
              mail == null ? Tls.STARTTLS : mail.tls(),
              mail == null ? null : mail.user(),
              mail == null ? null : password(mail, before),
              mail == null ? null : mail.from(),
              mail == null ? List.of() : mail.to(),
              mail == null ? before.language() : mail.language(),
              mail == null ? null : authority(mail, before),
              hook == null ? null : hook.url(),
              hook == null ? null : secret(hook, before),
              hook == null ? null : authority(hook, before));
      rows.set(set);
      known.changed();
      audit.record(
          actor,
          AuditEvent.of("alerts.changed", "models", "alerts")
              .with("mail", mail == null ? "" : mail.host())
              .with("mailAuthority", mail == null ? "" : Trust.named(set.mailAuthority()))
              .with("webhook", hook == null ? "" : URI.create(hook.url()).getHost())
              .with("webhookAuthority", hook == null ? "" : Trust.named(set.hookAuthority())));
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
      throw AlertRules.refused("webhook.secret", "a new address needs its own secret");
    }
    return before.secret();
  }

  private static @Nullable String authority(AlertSetting.Mail mail, AlertRows.Row before) {
    return AlertRules.authority("mail.authority", mail.authority(), before.mailAuthority());
  }

  private static @Nullable String authority(AlertSetting.Webhook hook, AlertRows.Row before) {
    return AlertRules.authority("webhook.authority", hook.authority(), before.hookAuthority());
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
    return new MailServer(
        row.host(), row.port(), row.tls(), row.user(), password, Trust.in(row.mailAuthority()));
  }

  /** Where there is a webhook, its address and its secret. */
  AlertSetting.@Nullable Webhook hook() {
    var row = rows.get();
    return row.url() == null || row.secret() == null
        ? null
        : new AlertSetting.Webhook(
            row.url(), sealing.open(row.secret(), place(row.url())), row.hookAuthority());
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
