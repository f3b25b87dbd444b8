package io.cloister.models.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.ScriptedEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What every {@link Dialect} promises of the words it is asked for. */
abstract class WordsContract extends AskedDialect {

  @Test
  void givesTheWordsWithTheirTokens() {
    endpoint.script(whole("Hello."));

    assertThat(complete(prompt()))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(said.text()).isEqualTo("Hello.");
          assertThat(said.cutBy()).isNull();
          assertThat(said.counts()).isEqualTo(new WireReply.Counts(11, 7, false));
          assertThat(said.firstTokenMillis()).isNull();
        });
    var seen = endpoint.seen().getFirst();
    assertThat(seen.headers().toString()).contains(KEY, "X-team=tests");
    assertThat(seen.body()).contains("Say hello.", "Be brief.").doesNotContain(KEY);
    assertAsked(seen, body());
  }

  @Test
  void givesPiecesAsTheyComeAndNoThoughts() {
    endpoint.script(streamed("They want a greeting.", "Hel", "lo", "."));
    var pieces = new ArrayList<String>();

    assertThat(stream(prompt(), pieces))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(said.text()).isEqualTo("Hello.");
          assertThat(said.cutBy()).isNull();
          assertThat(said.thought()).isTrue();
          assertThat(said.counts()).isEqualTo(new WireReply.Counts(11, 7, false));
          assertThat(said.firstTokenMillis()).isNotNull();
        });
    assertThat(pieces).containsExactly("Hel", "lo", ".");
  }

  @Test
  void saysThatLengthCutIt() {
    endpoint.script(tooShort("Hello"));

    assertThat(complete(prompt()))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> assertThat(said.cutBy()).isEqualTo("length"));
  }

  @Test
  void saysThatTheProviderDeclined() {
    endpoint.script(declined());

    fails(Failure.Cause.DECLINED);
  }

  @Test
  void keepsWhatCameBeforeAStreamBroke() {
    endpoint.script(cut("Hel"));

    assertThat(stream(prompt(), new ArrayList<>()))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(said.text()).isEqualTo("Hel");
          assertThat(said.cutBy()).isEqualTo("cut-off");
        });
  }

  @Test
  void seesAnErrorWithinAStream() {
    endpoint.script(overloadedAfter("Hel"));

    assertThat(stream(prompt(), new ArrayList<>()))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(said.text()).isEqualTo("Hel");
          assertThat(said.cutBy()).isIn("overloaded", "server-error");
        });
  }

  @Test
  void readsAReplyThatIsNotStreamedThoughItWasAskedFor() {
    endpoint.script(whole("Hello."));
    var pieces = new ArrayList<String>();

    assertThat(stream(prompt(), pieces)).isInstanceOf(WireReply.Said.class);
    assertThat(pieces).containsExactly("Hello.");
  }

  @Test
  void tellsFailuresApart() {
    endpoint.script(wrongKey());
    fails(Failure.Cause.WRONG_KEY);
    endpoint.script(unknownModel());
    fails(Failure.Cause.UNKNOWN_MODEL);
    endpoint.script(tooLong());
    fails(Failure.Cause.TOO_LONG);
    endpoint.script(ScriptedEndpoint.status(503, "busy"));
    fails(Failure.Cause.OVERLOADED);
    endpoint.script(ScriptedEndpoint.json("{}"));
    fails(Failure.Cause.NOT_A_REPLY);
    endpoint.script(whole(""));
    fails(Failure.Cause.NO_TEXT);
  }

  @Test
  void tellsHowLongToWait() {
    endpoint.script(ScriptedEndpoint.status(429, "{}", "Retry-After", "7"));

    assertThat(fails(Failure.Cause.RATE_LIMITED).retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void asksForAShape() {
    endpoint.script(whole("{\"ok\":true}"));

    assertThat(complete(prompt(SCHEMA, Manner.Shape.SCHEMA)))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> assertThat(said.text()).isEqualTo("{\"ok\":true}"));
    assertShaped(body());
  }

  @Test
  void asksForLessOfAShapeWhereThatIsRefused() {
    endpoint.script(
        ScriptedEndpoint.status(400, "{\"error\":{\"message\":\"no such format\"}}"),
        whole("{\"ok\":true}"));

    assertThat(complete(prompt(SCHEMA, Manner.Shape.JSON)))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> assertThat(said.manner().shape()).isEqualTo(Manner.Shape.WORDS));
    assertThat(endpoint.seen().getLast().body()).contains("by this JSON Schema");
  }

  @Test
  void tellsWhatTheModelCalls() {
    endpoint.script(called());

    assertThat(complete(prompt().offering(WEATHER)))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said ->
            assertThat(said.calls())
                .singleElement()
                .satisfies(call -> {
                  assertThat(call.name()).isEqualTo("weather");
                  assertThat(JSON.readTree(call.arguments()).path("place").asString(""))
                      .isEqualTo("Bern");
                }));
    assertThat(endpoint.seen().getFirst().body()).contains("Tells the weather.");
  }
}
