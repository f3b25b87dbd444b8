package io.cloister.models;

import static io.cloister.ScriptedEndpoint.after;
import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.cutStream;
import static io.cloister.ScriptedEndpoint.endlessStream;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.hang;
import static io.cloister.ScriptedEndpoint.huge;
import static io.cloister.ScriptedEndpoint.redirect;
import static io.cloister.ScriptedEndpoint.silentStream;
import static io.cloister.ScriptedEndpoint.status;
import static io.cloister.ScriptedEndpoint.stream;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelReply.Refused;
import io.cloister.models.ModelReply.Stopped;
import io.cloister.models.ModelReply.Unavailable;
import io.cloister.models.log.Invocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a call when its endpoint fails, and of one that is stopped. */
class GatewayFailuresTests {

  // slow machines need it
  private static final Duration A_WHILE = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private ModelsOnly models;

  @BeforeEach
  void connect() {
    models = new ModelsOnly(folder);
    models.route(models.connect("first", endpoint.address(), Boundary.INSIDE));
  }

  @AfterEach
  void close() {
    models.close();
    endpoint.close();
  }

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
    fails("timed-out", hang());
  }

  private void fails(String code, ScriptedEndpoint.Answer answer) {
    endpoint.script(answer);
    var connection =
        models.connect("for-" + java.util.UUID.randomUUID(), endpoint.address(), Boundary.INSIDE);
    models.route(connection);
    assertThat(complete()).as(code).isInstanceOf(Unavailable.class);
    assertThat(models.log().getFirst().detail()).isEqualTo(code);
  }

  @Test
  void tellsFailuresOfAStreamApart() {
    streamFails("wrong-key", error(403, "no"));
    streamFails("not-a-reply", status(200, "hello", "Content-Type", "text/plain"));
    streamFails(
        "not-a-reply", status(200, "data: {nonsense\n\n", "Content-Type", "text/event-stream"));
    streamFails("timed-out", silentStream());
    streamFails("timed-out", after(Duration.ofSeconds(2), stream("late")));
    streamFails("cut-off", cutStream());
    streamFails("too-long", error(400, "exceed_context_size_error"));
  }

  private void streamFails(String code, ScriptedEndpoint.Answer answer) {
    endpoint.script(answer);
    models.route(
        models.connect("for-" + java.util.UUID.randomUUID(), endpoint.address(), Boundary.INSIDE));
    assertThat(streamed(() -> false)).as(code).isInstanceOf(Unavailable.class);
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
  void keepsWhatCameBeforeAStreamBrokeAndSaysThatItIsNotWhole() {
    for (var answer : List.of(cutStream("Hel", "lo"), silentStream("Hel", "lo"))) {
      endpoint.script(answer);

      assertThat(streamed(() -> false))
          .asInstanceOf(type(Completed.class))
          .satisfies(completed -> {
            assertThat(completed.text()).isEqualTo("Hello");
            assertThat(completed.complete()).isFalse();
            assertThat(completed.usage().estimated()).isTrue();
          });
      assertThat(models.log().getFirst().outcome()).isEqualTo(Invocation.Outcome.INCOMPLETE);
    }
  }

  @Test
  void endsAStreamThatNeverEnds() {
    endpoint.script(endlessStream("again ", Duration.ofMillis(50)));

    assertThat(streamed(() -> false))
        .asInstanceOf(type(Completed.class))
        .satisfies(completed -> assertThat(completed.complete()).isFalse());
  }

  @Test
  void keepsNoMoreThanWasAskedFor() {
    var flood = "word ".repeat(2_000);
    for (var answer :
        List.of(chat(flood), stream(flood, flood), endlessStream(flood, Duration.ZERO))) {
      endpoint.script(answer);

      assertThat(streamed(() -> false))
          .asInstanceOf(type(Completed.class))
          .satisfies(completed -> {
            assertThat(completed.complete()).isFalse();
            assertThat(completed.text()).hasSizeLessThanOrEqualTo(flood.length());
          });
    }
  }

  @Test
  void hangsUpOnTheEndpointWhenTheCallerStops() throws InterruptedException {
    patient();
    endpoint.script(endlessStream("again ", Duration.ofMillis(50)));
    var stop = new AtomicBoolean();

    var reply = models.gateway.stream(request(Label.PUBLIC), STAFF, _ -> stop.set(true), stop::get);

    assertThat(reply)
        .asInstanceOf(type(Stopped.class))
        .satisfies(stopped -> assertThat(stopped.text()).startsWith("again "));
    assertThat(endpoint.wasHungUpOn(A_WHILE)).isTrue();
    var line = models.log().getFirst();
    assertThat(line.outcome()).isEqualTo(Invocation.Outcome.STOPPED);
    assertThat(line.firstTokenMillis()).isNotNull();
  }

  @Test
  void stopsBeforeTheFirstWordToo() {
    patient();
    endpoint.script(hang());
    long start = System.nanoTime();

    var reply = streamed(() -> Duration.ofNanos(System.nanoTime() - start).toMillis() > 150);

    assertThat(reply).isInstanceOf(Stopped.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(A_WHILE);
    assertThat(models.log().getFirst().firstTokenMillis()).isNull();
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
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    ModelReply reply = complete();
    while (!(reply instanceof Completed) && System.nanoTime() < deadline) {
      reply = complete();
    }
    assertThat(reply).isInstanceOf(Completed.class);
  }

  /** With models that are waited for so long that whatever ends before is ended by its caller. */
  private void patient() {
    models.close();
    models = new ModelsOnly(folder.resolve("patient"), A_WHILE.multipliedBy(12));
    models.route(models.connect("patient", endpoint.address(), Boundary.INSIDE));
  }

  // --- help ------------------------------------------------------------------------------------

  private ModelReply complete() {
    return complete(Label.SECRET);
  }

  private ModelReply complete(Label label) {
    return models.gateway.complete(request(label), STAFF);
  }

  private ModelReply streamed(java.util.function.BooleanSupplier isStopped) {
    return models.gateway.stream(request(Label.SECRET), STAFF, _ -> {}, isStopped);
  }
}
