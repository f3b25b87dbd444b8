package io.cloister;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A real but tiny language model on loopback, OpenAI-compatible, by {@code scripts/local-model}: it
 * shows that an endpoint works and how a weak model fails. Assert form, never wisdom.
 *
 * <p>Each kind is started at its first use, once per JVM, and ends with the JVM however that ends.
 * Where it cannot be started the test fails with the script's own words on what to install.
 */
public final class LocalModel {

  /** The only key that the endpoint accepts. */
  public static final String KEY = "sk-local";

  /** The name under which the model is served. */
  public static final String NAME = "smollm2";

  private static final String READY = "listening on ";

  private LocalModel() {}

  /** Base address for {@code /chat/completions}, ending in {@code /v1}. */
  public static URI chat() {
    return Chat.ADDRESS;
  }

  /** Base address for {@code /embeddings} of 576 dimensions, ending in {@code /v1}. */
  public static URI embeddings() {
    return Embeddings.ADDRESS;
  }

  private static URI start(String... options) {
    var log = new File("target/local-model" + String.join("", options) + ".log");
    var command = new ArrayList<>(List.of("scripts/local-model", "0", "--until-eof"));
    command.addAll(List.of(options));
    try {
      log.getParentFile().mkdirs();
      var process = new ProcessBuilder(command).redirectError(log).start();
      // Its standard input stays open as long as this JVM lives; then the script ends itself.
      var output = new BufferedReader(process.inputReader(UTF_8));
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(READY)) {
          return URI.create(line.substring(READY.length()).strip() + "/v1");
        }
      }
      throw new IllegalStateException(
          "scripts/local-model did not start; it says in " + log + ":\n" + tail(log));
    } catch (IOException e) {
      throw new UncheckedIOException("scripts/local-model cannot be run; it needs bash", e);
    }
  }

  private static String tail(File log) throws IOException {
    var lines = Files.readAllLines(log.toPath());
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  private static final class Chat {
    static final URI ADDRESS = start();
  }

  private static final class Embeddings {
    static final URI ADDRESS = start("--embeddings");
  }
}
