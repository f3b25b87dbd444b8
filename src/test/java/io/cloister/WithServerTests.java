package io.cloister;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/with-server}, before something in the server's place that answers at once. */
class WithServerTests {

  private static final String JAVA =
      """
      #!/bin/sh
      [ "$1" != -version ] || { echo 'openjdk version "25"' >&2; exit 0; }
      echo $$ > "$0.pid"
      exec python3 -c '
      import os
      from http.server import BaseHTTPRequestHandler, HTTPServer
      class Ready(BaseHTTPRequestHandler):
          def do_GET(self):
              self.send_response(200)
              self.end_headers()
      HTTPServer(("127.0.0.1", int(os.environ["SERVER_PORT"])), Ready).serve_forever()
      '
      """;

  @TempDir Path top;
  private Path java;

  @BeforeEach
  void build() throws IOException {
    Files.createDirectories(top.resolve("bench"));
    for (var script : List.of("bench/with-server", "bench/java25")) {
      Files.copy(Path.of(script), top.resolve(script));
    }
    Files.createFile(Files.createDirectories(top.resolve("target")).resolve("cloister.jar"));
    java = Files.createDirectories(top.resolve("jdk/bin")).resolve("java");
    assertThat(Files.writeString(java, JAVA).toFile().setExecutable(true)).isTrue();
  }

  @Test
  void takesTheServerAndTheCommandAlongWhenItIsKilled() throws Exception {
    var command = top.resolve("command.pid");
    var script = run("sh", "-c", "echo $$ > '%s'; exec sleep 3600".formatted(command));
    await().until(() -> pid(command).isPresent());
    long server = pid(java.resolveSibling("java.pid")).orElseThrow();

    script.destroy();

    assertThat(script.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).isEqualTo(128 + 15);
    assertThat(ProcessHandle.of(server)).isEmpty();
    assertThat(ProcessHandle.of(pid(command).orElseThrow())).isEmpty();
  }

  @Test
  void endsAsItsCommandDoesWhichHasItsInput() throws Exception {
    var script = run("sh", "-c", "read word; [ \"$word\" = hello ] && exit 7");
    try (var input = script.outputWriter()) {
      input.write("hello\n");
    }

    assertThat(script.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).isEqualTo(7);
    assertThat(ProcessHandle.of(pid(java.resolveSibling("java.pid")).orElseThrow())).isEmpty();
  }

  private Process run(String... command) throws IOException {
    var all = new ArrayList<>(List.of(top.resolve("bench/with-server").toString()));
    all.addAll(List.of(command));
    var builder =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(top.resolve("said").toFile());
    builder.environment().put("JAVA_HOME", top.resolve("jdk").toString());
    return builder.start();
  }

  private static Optional<Long> pid(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readString(file).lines().findFirst().map(Long::valueOf)
        : Optional.empty();
  }
}
