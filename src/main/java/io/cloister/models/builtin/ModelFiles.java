package io.cloister.models.builtin;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model as files: what is shipped, or a folder as Hugging Face and Sentence Transformers write
 * it.
 *
 * @param name what it is called
 * @param fingerprint another for another model
 * @param window the most tokens that are read at once, special tokens included
 * @param isFirstToken whether the first token stands for all, instead of the mean of all
 * @param isLatinOnly whether it was made for texts in Latin letters only
 */
record ModelFiles(
    String name,
    String fingerprint,
    int window,
    boolean isFirstToken,
    boolean isLatinOnly,
    Source model,
    Source tokenizer) {

  /** The length the shipped one was trained with; its tokenizer file says 128, which would cut. */
  static final int SHIPPED_WINDOW = 256;

  static final String SHIPPED = "all-minilm-l6-v2";

  private static final int USUAL_WINDOW = 512;
  private static final int LONGEST_WINDOW = 8192;
  private static final Set<String> OFFSET_BY_TWO =
      Set.of("roberta", "xlm-roberta", "camembert", "mpnet");

  /** Opens a file anew. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;

    default byte[] bytes() throws IOException {
      try (var in = open()) {
        return in.readAllBytes();
      }
    }
  }

  static ModelFiles shipped() {
    return new ModelFiles(
        SHIPPED,
        "all-minilm-l6-v2-int8-window" + SHIPPED_WINDOW,
        SHIPPED_WINDOW,
        false,
        true,
        () -> resource("/all-minilm-l6-v2-q.onnx"),
        () -> resource("/all-minilm-l6-v2-q-tokenizer.json"));
  }

  private static InputStream resource(String name) throws IOException {
    var in = ModelFiles.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name + " is not on the class path");
    }
    return in;
  }

  /**
   * {@code model.onnx} and {@code tokenizer.json}, and what {@code config.json}, {@code
   * sentence_bert_config.json} and {@code 1_Pooling/config.json} say, where they are.
   *
   * @param setting which names the folder
   * @throws IllegalStateException if one of the first two is missing, or one cannot be read
   */
  static ModelFiles in(Path folder, String setting) {
    var model = folder.resolve("model.onnx");
    var tokenizer = folder.resolve("tokenizer.json");
    for (var needed : Set.of(model, tokenizer)) {
      if (!Files.isReadable(needed)) {
        throw new IllegalStateException(
            "The model of %s cannot be used: there is no %s".formatted(setting, needed));
      }
    }
    try {
      var config = json(folder.resolve("config.json"));
      var sentences = json(folder.resolve("sentence_bert_config.json"));
      var pooling = json(folder.resolve("1_Pooling").resolve("config.json"));
      var window = window(config, sentences);
      boolean isFirstToken = pooling.path("pooling_mode_cls_token").asBoolean(false);
      var fileName = folder.toAbsolutePath().normalize().getFileName();
      return new ModelFiles(
          fileName == null ? "own" : fileName.toString().toLowerCase(Locale.ROOT),
          "own-%s-window%d-%s"
              .formatted(hash(model, tokenizer), window, isFirstToken ? "first" : "mean"),
          window,
          isFirstToken,
          false,
          () -> Files.newInputStream(model),
          () -> Files.newInputStream(tokenizer));
    } catch (IOException | JacksonException e) {
      throw new IllegalStateException(
          "The model in %s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static int window(JsonNode config, JsonNode sentences) {
    int longest = config.path("max_position_embeddings").asInt(USUAL_WINDOW);
    if (OFFSET_BY_TWO.contains(config.path("model_type").asString(""))) {
      longest -= 2;
    }
    int trained = sentences.path("max_seq_length").asInt(longest);
    return Math.clamp(Math.min(longest, trained), 8, LONGEST_WINDOW);
  }

  private static JsonNode json(Path file) throws IOException {
    var mapper = JsonMapper.shared();
    return Files.exists(file)
        ? mapper.readTree(Files.readAllBytes(file))
        : mapper.createObjectNode();
  }

  private static String hash(Path... files) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[1 << 16];
      for (var file : files) {
        try (var in = Files.newInputStream(file)) {
          for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
