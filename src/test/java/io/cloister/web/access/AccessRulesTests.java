package io.cloister.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Person;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules of docs/security.md, each broken on purpose. */
@Running
class AccessRulesTests {

  private static final String PASSWORD = "a-password-of-enough-letters";

  @LocalServerPort int port;
  @Autowired People people;
  @Autowired Tokens tokens;
  @Autowired JdbcClient jdbc;

  @Test
  void theSessionCookieIsForThisServerOnly() {
    var person = person(Role.STAFF);
    var answer =
        Caller.nobody(port)
            .submit("/sign-in", "/sign-in", Map.of("name", person.name(), "password", PASSWORD));
    var cookie =
        answer.headers().allValues("Set-Cookie").stream()
            .filter(one -> one.startsWith("cloister-session="))
            .findFirst()
            .orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Domain");
  }

  @Test
  void aPlantedSessionIsNotTakenOver() {
    var person = person(Role.STAFF);
    var browser = Caller.nobody(port);
    browser.cookies().put("cloister-session", "planted");
    browser.submit("/sign-in", "/sign-in", Map.of("name", person.name(), "password", PASSWORD));

    var first = browser.cookies().get("cloister-session");
    assertThat(first).isNotEqualTo("planted").hasSize(43);
    browser.submit("/help", "/sign-out", Map.of());
    browser.submit("/sign-in", "/sign-in", Map.of("name", person.name(), "password", PASSWORD));
    assertThat(browser.cookies().get("cloister-session")).isNotEqualTo(first);
  }

  @Test
  void aFormWithoutItsTokenIsRefused() {
    var browser = Caller.signedIn(port, person(Role.STAFF).name(), PASSWORD);

    assertThat(browser.form("/me/tokens", Map.of("name", "x")).statusCode()).isEqualTo(403);
    assertThat(browser.post("/api/v1/collections", "{\"name\":\"forged\"}").statusCode())
        .isEqualTo(403);
    assertThat(
            Caller.nobody(port).form("/sign-in", Map.of("name", "x", "password", "y")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aWrongTokenIsNotMadeGoodByACookie() {
    var browser = Caller.signedIn(port, person(Role.STAFF).name(), PASSWORD);

    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
    assertThat(browser.with("x-api-key", "wrong").get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionIsWorthNothingWhereOnlyProgramsAsk() {
    var browser = Caller.signedIn(port, person(Role.STAFF).name(), PASSWORD);

    assertThat(browser.get("/v1/models").statusCode()).isEqualTo(401);
    assertThat(browser.post("/v1/chat/completions", "{}").statusCode()).isEqualTo(401);
    var known = Caller.admin(port).get("/v1/models");
    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(known.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(known.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void anIdleAndAnOldSessionAreOver() {
    for (var column : new String[] {"last_seen_at", "created_at"}) {
      var person = person(Role.STAFF);
      var browser = Caller.signedIn(port, person.name(), PASSWORD);
      assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
      jdbc.sql(
              "update account_session set %1$s = %1$s - interval '13' hour where account_id = ?"
                  .formatted(column))
          .param(person.id().value())
          .update();
      assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void whoeverIsDisabledIsOutAtOnce() {
    var person = person(Role.STAFF);
    var browser = Caller.signedIn(port, person.name(), PASSWORD);
    var program = Caller.withToken(port, tokens.issue(person.id(), "t", null, admin()).secret());
    assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(200);

    people.disable(person.id(), admin());

    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(signIn(person.name(), PASSWORD).statusCode()).isEqualTo(422);
  }

  @Test
  void anExpiredAndARevokedTokenAreNobodys() {
    var person = person(Role.STAFF);
    var expired = tokens.issue(person.id(), "t", null, admin());
    jdbc.sql("update api_token set expires_at = created_at where id = ?")
        .param(expired.token().id().value())
        .update();
    assertThat(Caller.withToken(port, expired.secret()).get("/api/v1/me").statusCode())
        .isEqualTo(401);
    var revoked = tokens.issue(person.id(), "t", null, admin());
    // it was in use until then
    assertThat(Caller.withToken(port, revoked.secret()).get("/api/v1/me").statusCode())
        .isEqualTo(200);
    tokens.revoke(revoked.token().id(), admin());
    assertThat(Caller.withToken(port, revoked.secret()).get("/api/v1/me").statusCode())
        .isEqualTo(401);
  }

  @Test
  void guessingIsSlowedDownButTokensGoOn() {
    var person = person(Role.ADMIN);
    var program = Caller.withToken(port, tokens.issue(person.id(), "t", null, admin()).secret());

    // again where the machine took longer between the two than the wait is
    await()
        .untilAsserted(() -> {
          var last = guessed(person.name());
          assertThat(signIn(person.name(), PASSWORD).statusCode()).isEqualTo(429);
          assertThat(last.headers().firstValueAsLong("Retry-After").orElseThrow())
              .isBetween(1L, 26L);
        });
    assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(200);
  }

  /** The answer to the first guess that is turned away. */
  private HttpResponse<String> guessed(String name) {
    var last = signIn(name, "wrong password 0");
    for (int i = 1; i < 8 && last.statusCode() != 429; i++) {
      last = signIn(name, "wrong password " + i);
    }
    assertThat(last.statusCode()).isEqualTo(429);
    return last;
  }

  @Test
  void whatAnUntrustedProxyForwardsIsNotSignedIn() {
    var proxied = Caller.admin(port).with("X-Forwarded-For", "192.0.2.7");

    assertThat(proxied.get("/api/v1/me").statusCode()).isEqualTo(401);
    var page = Caller.nobody(port).with("X-Forwarded-For", "192.0.2.7").get("/sign-in");
    assertThat(page.body()).contains("docs/operations.md").doesNotContain("type=\"password\"");
  }

  @Test
  void pagesAllowOnlyWhatComesFromHere() {
    var headers = Caller.nobody(port).get("/sign-in").headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void signInLeadsToOwnPagesOnly() {
    var person = person(Role.STAFF);
    for (var next : new String[] {"//evil.example", "https://evil.example", "/\\evil.example"}) {
      var answer =
          Caller.nobody(port)
              .submit(
                  "/sign-in",
                  "/sign-in",
                  Map.of("name", person.name(), "password", PASSWORD, "next", next));
      assertThat(answer.headers().firstValue("Location")).hasValue("/");
    }
  }

  @Test
  void signInsAreAudited() {
    var person = person(Role.STAFF);
    signIn(person.name(), "wrong password");
    signIn(person.name(), PASSWORD);

    var trail = Caller.admin(port).get("/api/v1/audit?subject=user/" + person.id());
    assertThat(trail.body())
        .contains("session.refused", "session.began", "user.created")
        .doesNotContain("wrong password", PASSWORD);
  }

  @Test
  void aBrowserEndsItsOtherSessions() {
    var person = person(Role.STAFF);
    var one = Caller.signedIn(port, person.name(), PASSWORD);
    var other = Caller.signedIn(port, person.name(), PASSWORD);
    var id =
        java.util.regex.Pattern.compile("/me/sessions/([0-9a-f-]+)/end")
            .matcher(one.get("/me").body());
    assertThat(id.find()).isTrue();

    one.submit("/me", "/me/sessions/" + id.group(1) + "/end", Map.of());

    assertThat(other.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(one.get("/api/v1/me").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> signIn(String name, String password) {
    return Caller.nobody(port)
        .submit("/sign-in", "/sign-in", Map.of("name", name, "password", password));
  }

  private Person person(Role role) {
    return people.create("rules-" + UUID.randomUUID(), "", role, PASSWORD, admin());
  }

  private Actor admin() {
    return people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
  }
}
