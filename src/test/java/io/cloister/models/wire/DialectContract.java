package io.cloister.models.wire;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.ScriptedEndpoint;
import io.cloister.models.Transcript;
import io.cloister.models.Transcript.Piece;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Dialect} promises, against the shapes that its endpoints were seen to send:
 * words, and what there is beside them.
 */
abstract class DialectContract extends WordsContract {

  @Test
  void showsAPicture() {
    endpoint.script(whole("Red."));

    complete(prompt().showing(new byte[] {1, 2, 3}));

    assertShown(body());
  }

  @Test
  void writesDownWhatIsSaid() {
    endpoint.script(heard());

    assertThat(hear())
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(Transcript.of(said.text()).pieces())
              .containsExactly(
                  new Piece(Duration.ZERO, Duration.ofMillis(1500), "The valve is open."),
                  new Piece(Duration.ofMillis(1500), Duration.ofSeconds(62), "Close it."));
          assertThat(said.counts().inputTokens()).isBetween(620, 640);
        });
    assertHeard(endpoint.seen().getFirst());
  }

  @Test
  void tellsSilenceFromAFailure() {
    endpoint.script(silence());
    assertThat(hear())
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> assertThat(Transcript.of(said.text()).pieces()).isEmpty());
    endpoint.script(ScriptedEndpoint.json("{}"));
    assertThat(hear())
        .asInstanceOf(type(WireReply.Failed.class))
        .satisfies(
            failed -> assertThat(failed.failure().cause()).isEqualTo(Failure.Cause.NOT_A_REPLY));
  }

  @Test
  void listsModels() {
    endpoint.script(list());

    assertThat(wire.models(place(), PATIENCE))
        .asInstanceOf(type(ModelList.Models.class))
        .satisfies(list -> assertListed(list.models()));
    endpoint.script(wrongKey());
    assertThat(wire.models(place(), PATIENCE))
        .asInstanceOf(type(ModelList.Failed.class))
        .satisfies(
            failed -> assertThat(failed.failure().cause()).isEqualTo(Failure.Cause.WRONG_KEY));
  }

  void assertListed(List<ListedModel> models) {
    assertThat(models).containsExactly(new ListedModel("small", List.of("chat"), 4096));
  }

  @Test
  void givesVectors() {
    endpoint.script(vectors());

    assertThat(wire.embed(place(), "small", List.of("one", "two"), PATIENCE))
        .asInstanceOf(type(EmbedReply.Vectors.class))
        .satisfies(reply ->
            assertThat(reply.vectors()).containsExactly(new float[] {1, 0}, new float[] {0, 1}));
    assertThat(endpoint.seen().getFirst().body()).contains("one", "two");
    endpoint.script(ScriptedEndpoint.json("{}"));
    assertThat(wire.embed(place(), "small", List.of("one"), PATIENCE))
        .isInstanceOf(EmbedReply.Failed.class);
  }
}
