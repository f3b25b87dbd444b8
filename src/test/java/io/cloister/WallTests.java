package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proof of the wall. The server runs as a process of its own in a network namespace that has
 * loopback and no route, and the kernel's own record of it and of all its children is read: strace
 * sees every address that any of them tries to reach, whatever library does it. Needs {@code
 * unshare} and {@code strace}, and fails without them.
 */
class WallTests {

  private static final int PORT = 8080; // nobody else is in the namespace

  // loopback up, the server under strace, the job beside it; the server is killed, not stopped,
  // since Tomcat wakes its own acceptor by a connection when it stops
  private static final String SCRIPT =
      """
      set -eu
      python3 - <<'UP'
      import fcntl, socket, struct
      fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sh22x', b'lo', 0x1 | 0x40))
      UP
      tail -n +2 /proc/net/route > "$FOLDER/routes"
      strace -f -qq --seccomp-bpf -e trace=connect,sendto,sendmsg,sendmmsg -o "$FOLDER/calls" \\
        sh -c 'echo $$ > "$FOLDER/pid"; exec "$JAVA" -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASSES" io.cloister.Cloister' \\
        > "$FOLDER/log" 2>&1 &
      code=0
      "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASSES" io.cloister.MainJob "$SERVER_PORT" "$@" > "$FOLDER/job" 2>&1 || code=$?
      kill -9 "$(cat "$FOLDER/pid")"
      wait
      exit $code
      """;

  @TempDir Path folder;

  @Test
  void theWholeMainJobIsDoneWithoutOneAttemptToReachAnything() throws Exception {
    run();

    assertThat(attempts()).isEmpty();
  }

  @Test
  void withAModelConnectedItAloneIsReached() throws Exception {
    var port = folder.resolve("port");

    run(port.toString());

    var here = "sin6?_port=htons\\(" + Files.readString(port) + "\\).*127\\.0\\.0\\.1.*";
    assertThat(attempts()).isNotEmpty().allSatisfy(call -> assertThat(call).matches(".*" + here));
  }

  /** Every attempt to reach an address, by the server or a child of it. */
  private List<String> attempts() throws IOException {
    return Files.readAllLines(folder.resolve("calls")).stream()
        .filter(call -> call.contains("sa_family=AF_INET"))
        .toList();
  }

  private void run(String... arguments) throws Exception {
    var command = new ArrayList<>(isolation());
    command.addAll(List.of("bash", "-c", SCRIPT, "wall"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "FOLDER", folder.toString(),
                "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "CLASSES", System.getProperty("java.class.path"),
                "CLOISTER_DATA", folder.resolve("data").toString(),
                "CLOISTER_BOOTSTRAP_TOKEN", MainJob.TOKEN,
                "SERVER_PORT", String.valueOf(PORT)));
    var output = folder.resolve("output").toFile();
    var process = builder.redirectOutput(output).start();
    try {
      assertThat(process.waitFor(8, TimeUnit.MINUTES)).as(this::told).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(this::told).isZero();
    assertThat(folder.resolve("routes")).as("there is no route").isEmptyFile();
    assertThat(Files.readString(folder.resolve("job"))).contains("all is done");
    assertThat(Files.readString(folder.resolve("log"))).doesNotContain("ERROR");
  }

  /** As root, or as a user who may make namespaces of their own. */
  private static List<String> isolation() throws Exception {
    for (var way :
        List.of(List.of("unshare", "--net"), List.of("unshare", "--map-root-user", "--net"))) {
      var trial = new ArrayList<>(way);
      trial.addAll(List.of("strace", "-qq", "-e", "trace=connect", "-o", "/dev/null", "true"));
      if (new ProcessBuilder(trial).inheritIO().start().waitFor() == 0) {
        return way;
      }
    }
    throw new AssertionError(
        "The wall cannot be proven here: unshare and strace must be installed, and this machine must let a process make a network namespace and be traced");
  }

  private String told() {
    var told = new StringBuilder();
    for (var name : List.of("output", "job", "log")) {
      try {
        told.append("--- ")
            .append(name)
            .append('\n')
            .append(Files.readString(folder.resolve(name)));
      } catch (IOException e) {
        told.append("none\n");
      }
    }
    return told.toString();
  }
}
