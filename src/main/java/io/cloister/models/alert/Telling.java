package io.cloister.models.alert;

import io.cloister.egress.Trust;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.jobs.JobFailed;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.jobs.Jobs;
import io.cloister.models.SettingRefused;
import io.cloister.models.cost.BudgetReached;
import io.cloister.notices.Mail;
import io.cloister.notices.Mails;
import io.cloister.notices.NoticeFailed;
import io.cloister.notices.Webhooks;
import io.cloister.secrets.SecretsLocked;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells administrators of budgets by mail and by webhook, each as a job that is tried again. */
@Component
public class Telling implements JobHandler {

  static final String KIND = "budget-alert";

  private static final String CHECK = "Check what is set under Models, Alerts, and try again.";

  private static final Logger log = LoggerFactory.getLogger(Telling.class);

  private final Alerts alerts;
  private final Mails mails;
  private final Webhooks webhooks;
  private final Jobs jobs;
  private final People people;
  private final MessageSource messages;
  private final JsonMapper json;
  private final Clock clock;

  Telling(
      Alerts alerts,
      Mails mails,
      Webhooks webhooks,
      Jobs jobs,
      People people,
      MessageSource messages,
      JsonMapper json,
      Clock clock) {
    this.alerts = alerts;
    this.mails = mails;
    this.webhooks = webhooks;
    this.jobs = jobs;
    this.people = people;
    this.messages = messages;
    this.json = json;
    this.clock = clock;
  }

  /** By what somebody is told. */
  public enum Channel {
    MAIL,
    WEBHOOK;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Channel> of(String word) {
      for (var channel : values()) {
        if (channel.word().equals(word)) {
          return Optional.of(channel);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * What is told.
   *
   * @param id the same however often it is tried
   * @param type {@code budget.warned}, {@code budget.spent} or {@code test}
   * @param to who gets the mail; null for the webhook
   */
  record Told(
      Channel channel,
      String id,
      String type,
      Instant at,
      Map<String, String> data,
      @Nullable String to) {}

  /** In the transaction in which it was written down, so that it is told if and only if it was. */
  @EventListener
  void on(BudgetReached reached) {
    var set = alerts.now().isEmpty() ? List.<Channel>of() : channels();
    if (set.isEmpty()) {
      return;
    }
    var owner = owner();
    if (owner.isEmpty()) {
      log.warn("Nobody can be told of the budget {}: there is no administrator.", reached.title());
      return;
    }
    var data = new LinkedHashMap<String, String>();
    data.put("budget", reached.title());
    data.put("month", reached.month().toString());
    data.put("action", reached.action().word());
    var type = reached.spent() ? "budget.spent" : "budget.warned";
    for (var channel : set) {
      for (var told : all(channel, type, data)) {
        jobs.submit(KIND, json.writeValueAsString(told), Jobs.Priority.ORDINARY, owner.get());
      }
    }
  }

  /** One for each recipient: an address that is refused keeps nobody else from being told. */
  private List<Told> all(Channel channel, String type, Map<String, String> data) {
    var mail = alerts.setting().mail();
    return channel == Channel.WEBHOOK || mail == null
        ? List.of(new Told(channel, id(), type, clock.instant(), data, null))
        : mail.to().stream()
            .map(each -> new Told(channel, id(), type, clock.instant(), data, each.address()))
            .toList();
  }

  private List<Channel> channels() {
    return alerts.now().stream()
        .map(place -> place.scheme().startsWith("smtp") ? Channel.MAIL : Channel.WEBHOOK)
        .distinct()
        .toList();
  }

  private Optional<Actor> owner() {
    return people.all().stream()
        .filter(person -> person.role() == Role.ADMIN)
        .map(person -> people.actor(person.id()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String id() {
    return "msg_" + UUID.randomUUID().toString().replace("-", "");
  }

  /**
   * Tells that this is a test, at once and without trying again.
   *
   * @throws SettingRefused if the channel is not set or did not work; it says why, and is caused by
   *     the {@link NoticeFailed} if there is one
   */
  public void test(Channel channel, Actor actor) {
    actor.require(Role.ADMIN, "test how budgets are told of");
    try {
      tellEach(all(channel, "test", Map.of("by", actor.name())));
    } catch (NoticeFailed e) {
      var refused = refused(code(e), String.valueOf(e.getMessage()), hint(e));
      refused.initCause(e);
      throw refused;
    } catch (SecretsLocked e) {
      throw refused("secrets-locked", String.valueOf(e.getMessage()));
    } catch (JobFailed e) {
      throw refused("not-set", String.valueOf(e.getMessage()));
    }
  }

  /** All of them; then the first that failed is told. */
  private void tellEach(List<Told> all) {
    NoticeFailed first = null;
    for (var told : all) {
      try {
        tell(told);
      } catch (NoticeFailed e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static SettingRefused refused(String code, String why) {
    return refused(code, why, CHECK);
  }

  private static SettingRefused refused(String code, String why, String hint) {
    return new SettingRefused("channel", code, why, hint);
  }

  private static String code(NoticeFailed failed) {
    return failed.isOfUnknownAuthority() ? "unknown-authority" : "not-delivered";
  }

  private static String hint(NoticeFailed failed) {
    return failed.isOfUnknownAuthority()
        ? "Enter the certificate of that authority (PEM) under Models, Alerts."
        : CHECK;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JobRun job) {
    var told = json.readValue(job.payload(), Told.class);
    try {
      tell(told);
    } catch (NoticeFailed e) {
      if (e.isPassing()) {
        throw e; // and is tried again
      }
      throw new JobFailed(code(e), String.valueOf(e.getMessage()), hint(e));
    } catch (SecretsLocked e) {
      throw new JobFailed(
          "secrets-locked", String.valueOf(e.getMessage()), "Put the master key right.");
    }
  }

  private void tell(Told told) {
    switch (told.channel()) {
      case MAIL -> {
        var server = alerts.server();
        if (server == null) {
          throw notSet();
        }
        var setting = Objects.requireNonNull(alerts.setting().mail());
        var reader =
            setting.to().stream()
                .filter(each -> each.address().equals(told.to()))
                .findFirst()
                .orElseThrow(Telling::notSet);
        var letter = new AlertLetter(messages, reader.languageOr(setting.language()));
        mails.send(
            new Mail(
                told.id(),
                setting.from(),
                List.of(reader.address()),
                letter.subject(told),
                letter.text(told)),
            server);
      }
      case WEBHOOK -> {
        var hook = alerts.hook();
        if (hook == null) {
          throw notSet();
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("type", told.type());
        body.put("timestamp", told.at().toString());
        body.put("data", told.data());
        webhooks.send(
            told.id(),
            json.writeValueAsString(body),
            URI.create(hook.url()),
            String.valueOf(hook.secret()),
            Trust.in(hook.authority()));
      }
    }
  }

  private static JobFailed notSet() {
    return new JobFailed(
        "not-set", "this way of telling is not set any more", "Nothing is to be done.");
  }
}
