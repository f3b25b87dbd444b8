package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.hang;
import static io.cloister.ScriptedEndpoint.huge;
import static io.cloister.ScriptedEndpoint.redirect;
import static io.cloister.ScriptedEndpoint.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelReply.Refused;
import io.cloister.models.ModelReply.Unavailable;
import io.cloister.models.log.Invocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a call when its endpoint fails. */
class GatewayFailuresTests extends ScriptedModels {

  @Test
  void doesNotTryAWrongKeyTwice() {
    endpoint.script(error(401, "Incorrect API key provided: " + ModelsOnly.KEY));

    assertThat(complete())
        .asInstanceOf(type(Unavailable.class))
        .satisfies(unavailable ->
            assertThat(unavailable.reason())
                .contains("does not accept the key")
                .doesNotContain(ModelsOnly.KEY));
    assertThat(endpoint.seen()).hasSize(1);
    assertThat(models.log().getFirst().detail()).isEqualTo("wrong-key");
    assertThat(models.log().toString()).doesNotContain(ModelsOnly.KEY);
  }

  @Test
  void waitsAsLongAsTheEndpointAsksAndTriesAgain() {
    endpoint.script(error(429, "slow down", "Retry-After", "1"), chat("Hello."));
    long start = System.nanoTime();

    assertThat(complete()).isInstanceOf(Completed.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
    assertThat(endpoint.seen()).hasSize(2);
  }

  @Test
  void doesNotWaitLongerThanItMay() {
    endpoint.script(error(429, "slow down", "Retry-After", "3600"));

    assertThat(complete())
        .asInstanceOf(type(Unavailable.class))
        .satisfies(
            unavailable -> assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofHours(1)));
    assertThat(complete()).isInstanceOf(Unavailable.class);
    assertThat(endpoint.seen()).as("it is left alone for the hour").hasSize(1);
  }

  @Test
  void triesAServerErrorAgainAndGivesUpInTheEnd() {
    endpoint.script(status(500, "oops"), status(502, "oops"), chat("Hello."));
    assertThat(complete()).isInstanceOf(Completed.class);
    assertThat(endpoint.seen()).hasSize(3);

    endpoint.script(status(500, "oops"));
    assertThat(complete()).isInstanceOf(Unavailable.class);
    assertThat(endpoint.seen()).hasSize(6);
    assertThat(models.log().getFirst().detail()).isEqualTo("server-error");
  }

  @Test
  void asksTheSecondOfTheChainWhenTheFirstFails() {
    try (var second = ScriptedEndpoint.start(chat("Hello from the second."))) {
      endpoint.script(error(401, "no"));
      models.route(
          models.connect("one", endpoint.address(), Boundary.INSIDE),
          models.connect("two", second.address(), Boundary.INSIDE));

      assertThat(complete())
          .asInstanceOf(type(Completed.class))
          .satisfies(completed -> assertThat(completed.model()).isEqualTo("two/scripted"));
      assertThat(models.log())
          .extracting(Invocation::fallbackFrom)
          .containsExactly("one/scripted", null);
    }
  }

  @Test
  void tellsFailuresApart() {
    fails("unknown-model", error(404, "model 'x' not found"));
    fails("unknown-model", error(400, "The model x does not exist"));
    fails("too-long", error(400, "maximum context length is 4096 tokens"));
    fails("too-long", error(400, "exceed_context_size_error"));
    fails("no-such-address", status(404, "404 page not found"));
    fails("bad-request", error(400, "what?"));
    fails("redirected", redirect("http://127.0.0.1:1/v1/chat/completions"));
    fails("not-a-reply", status(200, "<html>hello</html>", "Content-Type", "text/html"));
    fails("not-a-reply", status(200, "{\"choices\":", "Content-Type", "application/json"));
    fails("too-large", huge(30_000_000));
    fails("no-text", chat(""));
    fails("overloaded", status(503, "", "Retry-After", "0"));
  }

  @Test
  void tellsThatAnAnswerTookTooLong(@TempDir Path folder) {
    hurry(folder);
    fails("timed-out", hang());
  }

  private void fails(String code, ScriptedEndpoint.Answer answer) {
    endpoint.script(answer);
    var connection =
        models.connect("for-" + UUID.randomUUID(), endpoint.address(), Boundary.INSIDE);
    models.route(connection);
    assertThat(complete()).as(code).isInstanceOf(Unavailable.class);
    assertThat(models.log().getFirst().detail()).isEqualTo(code);
  }

  @Test
  void tellsThatNothingListensAndThatANameIsUnknown() {
    models.route(models.connect("gone", URI.create("http://127.0.0.1:1/v1"), Boundary.INSIDE));
    complete();
    assertThat(models.log().getFirst().detail()).isEqualTo("connection-refused");

    models.route(
        models.connect("nameless", URI.create("http://no.such.invalid/v1"), Boundary.INSIDE));
    complete();
    assertThat(models.log().getFirst().detail()).isEqualTo("unknown-host");
  }

  @Test
  void saysThatTheProviderDeclined() {
    endpoint.script(error(400, "content_filter: the response was filtered"));
    assertThat(complete()).isInstanceOf(Refused.class);

    endpoint.script(chat("", "content_filter"));
    assertThat(complete()).isInstanceOf(Refused.class);
  }

  @Test
  void leavesAnEndpointAloneOnceItHasFailedOften() {
    endpoint.script(status(200, "<html></html>"));
    for (int i = 0; i < 5; i++) {
      complete();
    }
    int asked = endpoint.seen().size();

    assertThat(complete())
        .asInstanceOf(type(Unavailable.class))
        .satisfies(unavailable -> assertThat(unavailable.reason()).contains("left alone"));
    assertThat(endpoint.seen()).hasSize(asked);

    endpoint.script(chat("Hello."));
    await().until(() -> complete() instanceof Completed);
  }
}
