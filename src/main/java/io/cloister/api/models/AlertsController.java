package io.cloister.api.models;

import io.cloister.identity.CurrentActor;
import io.cloister.models.alert.AlertSetting;
import io.cloister.models.alert.Alerts;
import io.cloister.models.alert.Recipient;
import io.cloister.models.alert.Telling;
import io.cloister.notices.MailServer.Tls;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How administrators are told that a budget nears its end or is spent. */
@RestController
@RequestMapping("/api/v1/models/alerts")
class AlertsController {

  private final Alerts alerts;
  private final Telling telling;
  private final CurrentActor actor;

  AlertsController(Alerts alerts, Telling telling, CurrentActor actor) {
    this.alerts = alerts;
    this.telling = telling;
    this.actor = actor;
  }

  @GetMapping
  AlertsShape get() {
    return AlertsShape.of(alerts.get(actor.get()));
  }

  /** Sets both; one that is left out is told of no more. */
  @PutMapping
  AlertsShape set(@Valid @RequestBody AlertsShape wanted) {
    return AlertsShape.of(alerts.set(wanted.setting(), actor.get()));
  }

  /** Sends one now; 409 if it did not arrive. */
  @PostMapping("/test")
  SentShape test(@Valid @RequestBody Testing wanted) {
    telling.test(Telling.Channel.of(wanted.channel()).orElseThrow(), actor.get());
    return new SentShape(true);
  }

  record Testing(@NotBlank @Pattern(regexp = "mail|webhook") String channel) {}

  record SentShape(boolean sent) {}

  /**
   * @param password write-only; left out it stays, empty it is forgotten
   * @param passwordSet read-only
   * @param to each an address, with the code of its own language behind it where it has one
   * @param language of all others; English if it is left out
   * @param authority PEM: the authorities that alone are believed for its certificate; left out the
   *     usual ones are
   */
  record MailShape(
      @NotBlank @Size(max = 300) String host,
      @Min(1) @Max(65_535) int port,
      @NotBlank @Pattern(regexp = "tls|starttls|none") String tls,
      @Nullable @Size(max = 300) String user,
      @Nullable @Size(max = 500) String password,
      @NotBlank @Size(max = 300) String from,
      @NotEmpty @Size(max = 20) List<@NotNull String> to,
      @Nullable Boolean passwordSet,
      @Nullable @Pattern(regexp = "en|de") String language,
      @Nullable String authority) {

    /** Without the password: records print what they hold. */
    @Override
    public String toString() {
      return "MailShape[" + host + "]";
    }
  }

  /**
   * @param secret write-only; left out it stays
   * @param secretSet read-only
   * @param authority as that of mail
   */
  record WebhookShape(
      @NotBlank @Size(max = 1_000) String url,
      @Nullable @Size(max = 200) String secret,
      @Nullable Boolean secretSet,
      @Nullable String authority) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "WebhookShape[" + url + "]";
    }
  }

  record AlertsShape(@Nullable @Valid MailShape mail, @Nullable @Valid WebhookShape webhook) {

    AlertSetting setting() {
      return new AlertSetting(
          mail == null
              ? null
              : new AlertSetting.Mail(
                  mail.host(),
                  mail.port(),
                  Tls.of(mail.tls()).orElseThrow(),
                  mail.user() == null || mail.user().isBlank() ? null : mail.user(),
                  mail.password(),
                  mail.from(),
                  Recipient.read(String.join(",", mail.to())),
                  mail.language() == null ? "en" : mail.language(),
                  mail.authority()),
          webhook == null
              ? null
              : new AlertSetting.Webhook(webhook.url(), webhook.secret(), webhook.authority()));
    }

    static AlertsShape of(Alerts.State state) {
      var mail = state.setting().mail();
      var hook = state.setting().webhook();
      return new AlertsShape(
          mail == null
              ? null
              : new MailShape(
                  mail.host(),
                  mail.port(),
                  mail.tls().word(),
                  mail.user(),
                  null,
                  mail.from(),
                  mail.to().stream().map(Recipient::word).toList(),
                  state.hasPassword(),
                  mail.language(),
                  mail.authority()),
          hook == null
              ? null
              : new WebhookShape(hook.url(), null, state.hasSecret(), hook.authority()));
    }
  }
}
