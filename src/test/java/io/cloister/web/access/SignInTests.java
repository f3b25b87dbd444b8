package io.cloister.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@Running
class SignInTests {

  @LocalServerPort int port;

  @Test
  void aTokenOpensTheContract() {
    assertThat(Caller.admin(port).get("/api/v1/collections").statusCode()).isEqualTo(200);
  }

  @Test
  void theLibraryIsThereFromTheStart() {
    assertThat(Caller.admin(port).get("/api/v1/collections").body())
        .contains("\"name\":\"library\"");
  }

  @Test
  void aProgramThatIsNobodyIsToldSoInAProblem() {
    var answer = Caller.nobody(port).get("/api/v1/collections");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    assertThat(answer.body()).contains("\"code\":\"not-signed-in\"");
    assertThat(Caller.nobody(port).post("/api/v1/collections", "{}").statusCode()).isEqualTo(401);
    assertThat(Caller.withToken(port, "wrong").get("/api/v1/collections").statusCode())
        .isEqualTo(401);
  }

  @Test
  void aBrowserThatIsNobodyIsSentToSignIn() {
    var answer = Caller.nobody(port).get("/inbox?page=2");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/sign-in?next=%2Finbox%3Fpage%3D2");
  }

  @Test
  void aBrowserIsSentThereFromTheLongestAddressToo() {
    var answer = Caller.nobody(port).get("/search?q=" + "%E6%BC%A2".repeat(800));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).hasValue("/sign-in");
  }

  @Test
  void aBrowserSignsInAndOut() {
    var browser = Caller.signedIn(port, "Admin", Running.PASSWORD);
    assertThat(browser.get("/help").statusCode()).isEqualTo(200);
    assertThat(browser.get("/api/v1/collections").statusCode()).isEqualTo(200);

    var kept = Map.copyOf(browser.cookies());
    assertThat(browser.submit("/help", "/sign-out", Map.of()).statusCode()).isEqualTo(303);
    assertThat(browser.get("/help").statusCode()).isEqualTo(303);
    browser.cookies().putAll(kept);
    assertThat(browser.get("/help").statusCode()).isEqualTo(303);
  }

  @Test
  void whoComesNextToABrowserIsNotToldWhatWasSaidToTheOneBefore() {
    var browser = Caller.signedIn(port, "admin", Running.PASSWORD);
    var made = browser.submit("/me", "/me/tokens", Map.of("name", "secret", "days", "1"));
    assertThat(made.statusCode()).isIn(302, 303);

    // before the page is opened that would tell the secret
    browser.submit("/help", "/sign-out", Map.of());
    browser.submit("/sign-in", "/sign-in", Map.of("name", "admin", "password", Running.PASSWORD));

    assertThat(browser.get("/me").body())
        .contains("secret")
        .doesNotContainPattern("clo_[\\w-]{20}");
  }

  @Test
  void anybodyLearnsWhetherTheProcessLives() {
    assertThat(Caller.nobody(port).get("/healthz").body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(Caller.nobody(port).get("/readyz").statusCode()).isIn(200, 503);
  }
}
