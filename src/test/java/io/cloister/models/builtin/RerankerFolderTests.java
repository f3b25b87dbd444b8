package io.cloister.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.models.EmbedderUnavailable;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.RankReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ranking model from a folder, in this process. */
class RerankerFolderTests {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = TinyCrossEncoder.in(parent, "Our-Ranker");
  }

  @Test
  void weighsEachTextWithTheQuery() throws InterruptedException {
    var reranker = reranker("");

    assertThat(reranker.name()).isEqualTo("our-ranker");
    assertThat(reranker.rank("records kept", texts(), LONG))
        .asInstanceOf(type(RankReply.Scores.class))
        .satisfies(reply -> {
          var scores = reply.scores();
          assertThat(scores).hasSize(3).allSatisfy(score -> assertThat(score).isBetween(0.0, 1.0));
          assertThat(scores.get(1)).as("both words").isGreaterThan(scores.get(0));
          assertThat(scores.get(0)).as("one word").isGreaterThan(scores.get(2));
          assertThat(reply.counts().inputTokens()).isPositive();
          assertThat(reply.counts().estimated()).isFalse();
        });
    reranker.close();
  }

  @Test
  void cutsTheTextAndNotTheQuery() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("config.json"), "{\"max_position_embeddings\":16}");
    var reranker = reranker("");

    assertThat(reranker.window()).isEqualTo(16);
    var late = "mill ".repeat(400) + "records kept";
    assertThat(reranker.rank("records kept", List.of(late, "mill records"), LONG))
        .asInstanceOf(type(RankReply.Scores.class))
        .satisfies(reply -> {
          assertThat(reply.scores().get(1)).isGreaterThan(reply.scores().get(0));
          assertThat(reply.counts().inputTokens()).isLessThanOrEqualTo(32);
        });
    reranker.close();
  }

  @Test
  void givesUpInTime() throws InterruptedException {
    var reranker = reranker("");

    var many = Collections.nCopies(500, "records ".repeat(500));
    assertThat(reranker.rank("records", many, Duration.ofNanos(1)))
        .isEqualTo(new RankReply.Failed(Failure.of(Failure.Cause.TIMED_OUT)));
    assertThat(reranker.rank("records", List.of("records"), LONG))
        .as("what was given up is not in the way")
        .isInstanceOf(RankReply.Scores.class);
    reranker.close();
    assertThat(reranker.rank("records", List.of("records"), LONG))
        .as("after its end")
        .isInstanceOf(RankReply.Failed.class);
  }

  @Test
  void isNotStartedWithWhatRanksNothing() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(() -> reranker(folder.toString()))
        .withMessageContaining("different names");

    Files.write(folder.resolve("model.onnx"), TinyCrossEncoder.model(true));
    assertThatExceptionOfType(EmbedderUnavailable.class)
        .isThrownBy(() -> reranker(""))
        .withMessageContaining("a ranking model gives one");

    Files.delete(folder.resolve("model.onnx"));
    assertThatIllegalStateException()
        .isThrownBy(() -> reranker(""))
        .withMessageContaining("reranker-folder")
        .withMessageContaining("model.onnx");
  }

  private BuiltinReranker reranker(String embedder) {
    return new BuiltinReranker(
        new BuiltinProperties(Path.of("target", "native"), embedder, folder.toString()));
  }

  private static List<String> texts() {
    return List.of("The records of the mill.", "How long records are kept.", "A volcano.");
  }
}
