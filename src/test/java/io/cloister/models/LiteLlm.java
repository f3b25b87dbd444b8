package io.cloister.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * LiteLLM's proxy in front of endpoints that speak OpenAI's dialect, by {@code scripts/litellm}: it
 * speaks in the shapes of others on their behalf. Ends when it is closed, or with the JVM.
 */
final class LiteLlm implements AutoCloseable {

  /** The only key that it accepts. */
  static final String KEY = "sk-litellm";

  private static final String READY = "listening on ";

  private final Process process;
  private final URI address;

  /**
   * @param models each as {@code NAME=BASE,KEY,MODEL}
   */
  LiteLlm(String... models) throws IOException {
    var log = new File("target/litellm.log");
    log.getParentFile().mkdirs();
    var command = new ArrayList<>(List.of("scripts/litellm", "0", "--until-eof"));
    command.addAll(List.of(models));
    process = new ProcessBuilder(command).redirectError(log).start();
    var said = process.inputReader(UTF_8).readLine();
    if (said == null || !said.startsWith(READY)) {
      throw new IllegalStateException("scripts/litellm did not start; it says in " + log + " why");
    }
    address = URI.create(said.substring(READY.length()).strip());
  }

  /** Where it serves, without a path. */
  URI address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
  }
}
