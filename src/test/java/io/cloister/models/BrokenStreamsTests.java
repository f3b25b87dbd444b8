package io.cloister.models;

import static io.cloister.ScriptedEndpoint.after;
import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.cutStream;
import static io.cloister.ScriptedEndpoint.endlessStream;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.hang;
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
import io.cloister.models.ModelReply.Stopped;
import io.cloister.models.ModelReply.Unavailable;
import io.cloister.models.log.Invocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a stream that breaks off, never ends, or is stopped. */
class BrokenStreamsTests extends ScriptedModels {

  @Test
  void tellsFailuresOfAStreamApart() {
    streamFails("wrong-key", error(403, "no"));
    streamFails("not-a-reply", status(200, "hello", "Content-Type", "text/plain"));
    streamFails(
        "not-a-reply", status(200, "data: {nonsense\n\n", "Content-Type", "text/event-stream"));
    streamFails("cut-off", cutStream());
    streamFails("too-long", error(400, "exceed_context_size_error"));
  }

  @Test
  void tellsThatAStreamTookTooLong(@TempDir Path folder) {
    hurry(folder);
    streamFails("timed-out", silentStream());
    streamFails("timed-out", after(Duration.ofSeconds(3), stream("late")));
  }

  private void streamFails(String code, ScriptedEndpoint.Answer answer) {
    endpoint.script(answer);
    models.route(models.connect("for-" + UUID.randomUUID(), endpoint.address(), Boundary.INSIDE));
    assertThat(streamed(() -> false)).as(code).isInstanceOf(Unavailable.class);
    assertThat(models.log().getFirst().detail()).isEqualTo(code);
  }

  @Test
  void keepsWhatCameBeforeAStreamBrokeAndSaysThatItIsNotWhole(@TempDir Path folder) {
    hurry(folder);
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
  void endsAStreamThatNeverEnds(@TempDir Path folder) {
    hurry(folder);
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
    endpoint.script(endlessStream("again ", Duration.ofMillis(50)));
    var stop = new AtomicBoolean();

    var reply = models.gateway.stream(request(Label.PUBLIC), STAFF, _ -> stop.set(true), stop::get);

    assertThat(reply)
        .asInstanceOf(type(Stopped.class))
        .satisfies(stopped -> assertThat(stopped.text()).startsWith("again "));
    assertThat(endpoint.wasHungUpOn()).isTrue();
    var line = models.log().getFirst();
    assertThat(line.outcome()).isEqualTo(Invocation.Outcome.STOPPED);
    assertThat(line.firstTokenMillis()).isNotNull();
  }

  @Test
  void stopsBeforeTheFirstWordToo() {
    endpoint.script(hang());
    long start = System.nanoTime();

    var reply = streamed(() -> Duration.ofNanos(System.nanoTime() - start).toMillis() > 150);

    assertThat(reply).isInstanceOf(Stopped.class);
    assertThat(models.log().getFirst().firstTokenMillis()).isNull();
  }
}
