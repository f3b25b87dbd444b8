package io.cloister.models.alert;

import static io.cloister.models.alert.AlertHosts.ALERTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.egress.Authority;
import io.cloister.identity.Role;
import io.cloister.models.alert.AlertHosts.Way;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.BudgetReached;
import io.cloister.web.Shelf;
import java.net.http.HttpResponse;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;

/** A mail server and a webhook whose certificates an authority of the house signed. */
@Running
class AlertTlsTests {

  private static Authority authority;
  private static Authority.Issued localhost;
  private static Authority.Issued elsewhere;

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired ApplicationEventPublisher events;

  private Caller admin;
  @AutoClose private AlertHosts hosts;

  @BeforeAll
  static void issue() throws Exception {
    authority = new Authority();
    localhost = authority.issue("localhost");
    elsewhere = authority.issue("elsewhere.test");
  }

  @BeforeEach
  void serve() throws Exception {
    admin = Caller.admin(port);
    hosts = new AlertHosts(admin, authority, localhost);
  }

  @ParameterizedTest
  @EnumSource
  void believesTheAuthorityThatIsGivenForItAlone(Way way) throws Exception {
    hosts.set(way, "");
    hosts.isRefused(way);
    var another = new Authority();
    hosts.set(way, another.pem());
    hosts.isRefused(way); // it has the same name
    assertThat(hosts.arrived()).isZero();

    hosts.set(way, another.pem() + authority.pem());
    var sent = hosts.test(way);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    assertThat(hosts.arrived()).isOne();

    hosts.set(way, "");
    hosts.isRefused(way);
    assertThat(hosts.arrived()).as("once it was taken away").isOne();
  }

  @ParameterizedTest
  @EnumSource
  void wantsTheNameOfTheHostAlsoFromABelievedAuthority(Way way) throws Exception {
    hosts.close();
    hosts = new AlertHosts(admin, authority, elsewhere);
    hosts.set(way, authority.pem());

    assertThat(hosts.test(way).body())
        .contains("\"not-delivered\"", "no valid certificate of its name");
    assertThat(hosts.arrived()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void keepsNothingThatIsNoAuthority(Way way) throws Exception {
    var expired = Authority.expired();
    hosts.set(way, authority.pem());

    refused(way, "file:/etc/passwd", "from -----BEGIN CERTIFICATE----- to its end");
    refused(way, authority.pem() + localhost.key(), "there is a private key");
    refused(way, authority.pem() + " ".repeat(100_000) + authority.pem(), "is longer than");
    refused(way, expired.pem(), "has expired");
    assertThat(JsonPath.<String>read(admin.get(ALERTS).body(), "$." + way.channel + ".authority"))
        .isEqualTo(authority.pem().strip());
  }

  private void refused(Way way, String pem, String why) {
    var refused = admin.send("PUT", ALERTS, hosts.wanted(way, pem));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body())
        .contains("\"invalid\"", why, "\"field\":\"" + way.channel + ".authority\"", "aste ")
        .doesNotContain("PRIVATE KEY");
  }

  @Test
  void leavesWhatIsNotBelievedAmongTheJobsAtOnce() {
    hosts.set(Way.WEBHOOK, "");
    var budget = "house " + UUID.randomUUID();

    events.publishEvent(
        new BudgetReached(budget, YearMonth.of(2026, 11), true, Budget.Action.BLOCK));

    await()
        .untilAsserted(() ->
            assertThat(
                    JsonPath.<List<String>>read(
                        admin.get("/api/v1/jobs?size=50").body(),
                        "$.items[?(@.kind == 'budget-alert')].failure.code"))
                .contains("unknown-authority"));
    assertThat(hosts.arrived()).isZero();
  }

  @Test
  void lettersToPeopleBelieveTheAuthorityOfTheMailServer() throws Exception {
    var wanted = Map.of("address", "anna@house.test", "language", "en");
    hosts.set(Way.MAIL_BY_STARTTLS, "");
    person(Role.STAFF).submit("/searches", "/searches/letters", wanted);
    assertThat(hosts.upgraded()).isEmpty();

    hosts.set(Way.MAIL_BY_STARTTLS, authority.pem());
    person(Role.STAFF).submit("/searches", "/searches/letters", wanted);
    assertThat(hosts.upgraded())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.to()).containsExactly("anna@house.test");
          assertThat(letter.secured()).isTrue();
        });
  }

  /** Another each time: whoever asked for a letter a moment ago has to wait for the next. */
  private Caller person(Role role) {
    var name = "told-" + UUID.randomUUID();
    new Shelf(product).person(name, role);
    return Caller.signedIn(port, name, Shelf.PASSWORD);
  }

  @Test
  void areNamedInTheAuditTrail() throws Exception {
    hosts.set(Way.WEBHOOK, authority.pem());
    hosts.set(Way.MAIL_IN_TLS, authority.pem());
    hosts.set(Way.MAIL_IN_TLS, "");

    var trail = admin.get("/api/v1/audit?subject=models/alerts&size=3").body();
    assertThat(JsonPath.<List<String>>read(trail, "$.items[*].details.webhookAuthority"))
        .startsWith("", "", authority.fingerprint());
    assertThat(JsonPath.<List<String>>read(trail, "$.items[*].details.mailAuthority"))
        .startsWith("usual", authority.fingerprint(), "");
  }

  @ParameterizedTest
  @EnumSource
  void thePageSaysInItsLanguageWhatFailed(Way way) throws Exception {
    hosts.close();
    hosts = new AlertHosts(admin, authority, elsewhere);
    hosts.set(way, authority.pem());
    var person = person(Role.ADMIN).with("Accept-Language", "de");
    var channel = Map.of("channel", way.channel);

    assertThat(note(submit(person, "/models/alerts/test", channel)))
        .contains("kein gültiges Zertifikat auf seinen Namen", "Prüfen Sie seinen Namen")
        .contains("Im Wortlaut:")
        .doesNotContain("broke off TLS");

    hosts.set(way, "");
    assertThat(note(submit(person, "/models/alerts/test", channel)))
        .contains("Geben Sie das Zertifikat dieser Stelle (PEM)");

    hosts.leave();
    assertThat(note(submit(person, "/models/alerts/test", channel)))
        .contains("nicht zu erreichen", "Prüfen Sie Namen und Port")
        .doesNotContain("reached", "nothing answers");

    admin.send("PUT", ALERTS, "{}");
    assertThat(note(submit(person, "/models/alerts/test", channel)))
        .contains("Das ist nicht eingerichtet");
  }

  private static String note(HttpResponse<String> page) {
    assertThat(page.statusCode()).isEqualTo(422);
    return Jsoup.parse(page.body()).expectFirst(".note-bad").text();
  }

  @ParameterizedTest
  @EnumSource
  void isGivenAndTakenAwayOnThePage(Way way) throws Exception {
    var person = person(Role.ADMIN);
    var field = way == Way.WEBHOOK ? "hookAuthority" : "mailAuthority";
    var form = hosts.form(way);
    assertThat(submit(person, form).statusCode()).isEqualTo(302);
    var failed = submit(person, "/models/alerts/test", Map.of("channel", way.channel));
    assertThat(failed.statusCode()).isEqualTo(422);
    assertThat(Jsoup.parse(failed.body()).expectFirst(".note-bad").text())
        .contains("Enter the certificate of that authority (PEM)");

    form.put(field, authority.pem() + localhost.key());
    var refused = Jsoup.parse(submit(person, form).body());
    assertThat(refused.expectFirst(".note-bad").text())
        .contains("There is a private key with the authority");
    var entered = refused.expectFirst("textarea[name=%s]".formatted(field));
    assertThat(entered.attr("aria-invalid")).isEqualTo("true");
    assertThat(entered.closest("details").hasAttr("open")).isTrue();

    form.put(field, authority.pem().replace("\n", "\r\n")); // as browsers send it
    assertThat(submit(person, form).statusCode()).isEqualTo(302);
    submit(person, "/models/alerts/test", Map.of("channel", way.channel));
    assertThat(hosts.arrived()).isOne();
    var shown = Jsoup.parse(person.get("/models/alerts").body());
    assertThat(shown.expectFirst("textarea[name=%s]".formatted(field)).wholeText().strip())
        .isEqualTo(authority.pem().strip());

    form.put(field, " ");
    submit(person, form);
    assertThat(JsonPath.<Object>read(admin.get(ALERTS).body(), "$." + way.channel + ".authority"))
        .isNull();
  }

  private static HttpResponse<String> submit(Caller person, Map<String, String> form) {
    return submit(person, "/models/alerts", form);
  }

  private static HttpResponse<String> submit(
      Caller person, String action, Map<String, String> form) {
    return person.submit("/models/alerts", action, form);
  }
}
