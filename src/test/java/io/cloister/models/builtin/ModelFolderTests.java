package io.cloister.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model from a folder; the shipped one serves as such. */
class ModelFolderTests {

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void copy() throws IOException {
    folder = Files.createDirectory(parent.resolve("Our-Model"));
    Files.write(folder.resolve("model.onnx"), ModelFiles.shipped().model().bytes());
    Files.write(folder.resolve("tokenizer.json"), ModelFiles.shipped().tokenizer().bytes());
  }

  @Test
  void isRunInsteadOfTheShippedOne() throws IOException {
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\":256}");
    var shipped = new BuiltinEmbedder(new BuiltinProperties(nativeCode(), "", ""));
    var own = embedder();

    assertThat(own.name()).isEqualTo("our-model");
    assertThat(own.dimensions()).isEqualTo(384);
    assertThat(own.window()).isEqualTo(256);
    assertThat(own.fingerprint()).isNotEqualTo(shipped.fingerprint());
    assertThat(own.isMadeFor("記録の保存期間")).isTrue();
    for (var text : new String[] {"", "How long are records kept?", "records ".repeat(400)}) {
      assertThat(own.embed(text)).as(text).isEqualTo(shipped.embed(text));
    }
    own.close();
    shipped.close();
  }

  @Test
  void doesAsItsFilesSay() throws IOException {
    var mean = embedder();
    assertThat(mean.window()).as("nothing is said").isEqualTo(512);

    Files.writeString(
        folder.resolve("config.json"),
        "{\"model_type\":\"xlm-roberta\",\"max_position_embeddings\":130}");
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.writeString(
        folder.resolve("1_Pooling").resolve("config.json"), "{\"pooling_mode_cls_token\":true}");
    var first = embedder();

    assertThat(first.window()).isEqualTo(128);
    assertThat(first.fingerprint()).isNotEqualTo(mean.fingerprint());
    var vector = first.embed("How long are records kept?");
    assertThat(vector).isNotEqualTo(mean.embed("How long are records kept?"));
    double squares = 0;
    for (float x : vector) {
      squares += x * x;
    }
    assertThat(squares).isCloseTo(1, within(1e-5));
    mean.close();
    first.close();
  }

  @Test
  void isNotStartedWithAFolderThatHoldsNone() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));

    assertThatIllegalStateException()
        .isThrownBy(this::embedder)
        .withMessageContaining("there is no")
        .withMessageContaining("tokenizer.json");
  }

  private BuiltinEmbedder embedder() {
    return new BuiltinEmbedder(new BuiltinProperties(nativeCode(), folder.toString(), ""));
  }

  private static Path nativeCode() {
    return Path.of("target", "native");
  }
}
