package io.cloister;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product as a process of its own, with a data folder that outlives it. */
public final class ServerProcess implements AutoCloseable {

  /** The administrator's API token. */
  public static final String TOKEN = "process-token-0123456789abcdef-0123456789abcdef";

  private final Path folder;
  private final HttpClient http;
  private @Nullable Process process;
  private int port;

  /**
   * @param folder has {@code data}, and the {@code log} of all that is started with it
   */
  public ServerProcess(Path folder, HttpClient http) {
    this.folder = folder;
    this.http = http;
  }

  /** Starts it, and returns once it is ready. */
  public void start() throws IOException {
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Cloister.class.getName());
    command
        .environment()
        .putAll(
            Map.of(
                "CLOISTER_DATA", folder.resolve("data").toString(),
                "CLOISTER_BOOTSTRAP_TOKEN", TOKEN,
                "SERVER_PORT", String.valueOf(port)));
    var log = folder.resolve("log").toFile();
    process =
        command
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    eventually("the server is ready", this::isReady);
  }

  public Process process() {
    return Objects.requireNonNull(process);
  }

  public int port() {
    return port;
  }

  /** Ends it as by {@code kill -9}. */
  public void kill() throws InterruptedException {
    process().destroyForcibly();
    assertThat(process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ended").isTrue();
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + TOKEN);
  }

  public JsonNode json(String path) {
    try {
      var answer = http.send(request(path).build(), BodyHandlers.ofString(UTF_8));
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return JsonMapper.shared().readTree(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isReady() {
    assertThat(process().isAlive()).as("the server runs").isTrue();
    try {
      var ready = request("/readyz").build();
      return http.send(ready, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the condition holds, for four minutes at most. */
  public static void eventually(String what, BooleanSupplier condition) {
    var deadline = Instant.now().plusSeconds(240);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(what + " in time").isBefore(deadline);
      LockSupport.parkNanos(50_000_000);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
