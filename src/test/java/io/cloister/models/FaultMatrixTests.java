package io.cloister.models;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.cloister.models.Faults.Fault;
import io.cloister.models.FaultyCalls.Way;
import io.cloister.models.RawEndpoint.Play;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an endpoint does, each kind of call ends in time, says how, and leaves nothing open. */
class FaultMatrixTests {

  // in which an endpoint that does what it should has answered
  private static final Duration HURRY = Duration.ofSeconds(5);
  // a machine may stand still for many seconds, which is no fault of the code's
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final int CALLERS = 24;
  private static final int MANY = 1_000;

  @TempDir static Path folder;

  private static FaultyCalls calls;
  private static FaultyCalls patient;

  @BeforeAll
  static void begin() throws InterruptedException {
    calls = new FaultyCalls(folder, HURRY, CALLERS);
    patient = new FaultyCalls(folder, PATIENCE, Way.values().length);
    // the master key that all share is made by the first
    calls.ask(Way.VECTORS, URI.create("http://127.0.0.1:1/v1"));
  }

  @AfterAll
  static void end() {
    calls.close();
    patient.close();
  }

  static Stream<Fault> quickFaults() {
    return Faults.all().stream().filter(fault -> !fault.mayTakeAllTime());
  }

  @Test
  void thereAreAtLeastSixty() {
    assertThat(Faults.all()).hasSizeGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("quickFaults")
  void endsTyped(Fault fault) throws InterruptedException, ExecutionException {
    eachWay(way -> check(fault, way, patient));
  }

  /** All at once: they wait. */
  @Test
  void endsTypedWhenTheTimeIsOver() throws InterruptedException, ExecutionException {
    allAtOnce(
        Faults.all().stream()
            .filter(Fault::mayTakeAllTime)
            .flatMap(
                fault -> Arrays.stream(Way.values()).map(way -> () -> check(fault, way, calls))));
  }

  private static void check(Fault fault, Way way, FaultyCalls calls) throws InterruptedException {
    try (var endpoint = new RawEndpoint(fault.play())) {
      var ended = calls.ask(way, endpoint.address());

      assertThat(ended.how())
          .as("%s, %s", fault, way)
          .matches(way.isStreamed() ? fault.streamed() : fault.whole());
      assertThat(ended.took()).as("%s, %s", fault, way).isLessThan(calls.total().plus(GRACE));
      assertThat(ended.told()).as("%s, %s", fault, way).doesNotContain(Faults.KEY);
      assertNothingOpen(endpoint, fault + ", " + way);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void endsTypedWhereThereIsNobody(String place, String code) throws InterruptedException {
    for (var way : Way.values()) {
      var ended = patient.ask(way, URI.create(place));

      assertThat(ended.how()).as(way.toString()).isEqualTo("failed:" + code);
      assertThat(ended.took()).as(way.toString()).isLessThan(PATIENCE);
    }
  }

  static Stream<Arguments> places() {
    return Stream.of(
        Arguments.of("http://127.0.0.1:1/v1", "connection-refused"),
        Arguments.of("http://no.such.invalid/v1", "unknown-host"),
        Arguments.of("http://169.254.169.254/v1", "host-blocked"));
  }

  @Test
  void saysWhatTlsComesTo() throws InterruptedException {
    for (Play play : List.<Play>of(_ -> {}, line -> line.send("HTTP/1.1 400 What\r\n\r\n"))) {
      for (var way : Way.values()) {
        try (var endpoint = new RawEndpoint(play)) {
          var address = URI.create(endpoint.address().toString().replace("http:", "https:"));
          assertThat(patient.ask(way, address).how()).matches("failed:(tls-failed|cut-off)");
        }
      }
    }
  }

  @Test
  void aReplyBrokenOffAtAnyByteIsNeverTakenForWhole()
      throws InterruptedException, ExecutionException {
    eachWay(way -> {
      int length = Integer.MAX_VALUE;
      for (int at = 0; at < length; at++) {
        int bytes = at;
        var sizes = new ArrayList<Integer>();
        Play play =
            line -> {
              var reply = new ByteArrayOutputStream();
              reply.write(Faults.typed(line.read()).getBytes(UTF_8));
              reply.write(Faults.good(line));
              sizes.add(reply.size());
              line.send(Arrays.copyOf(reply.toByteArray(), bytes));
              if (bytes % 2 == 0) {
                line.reset();
              }
            };
        try (var endpoint = new RawEndpoint(play)) {
          var ended = patient.ask(way, endpoint.address());
          length = sizes.getFirst();
          assertThat(ended.how())
              .as("%s, %d of %d", way, at, length)
              .matches("completed:|(incomplete|failed):(cut-off|not-a-reply)");
          if (way.isForWords()) {
            boolean whole = ended.how().equals("completed:");
            assertThat(ended.words())
                .as("%s, %d of %d: %s", way, at, length, ended)
                .satisfies(words ->
                    assertThat(whole ? words.equals("Hello.") : "Hello.".startsWith(words))
                        .isTrue());
          }
        }
      }
    });
  }

  @Test
  void leavesNoThreadAndNoDescriptorBehind() throws InterruptedException, ExecutionException {
    var faults = Faults.all();
    var ways = Way.values();
    make(faults, ways, 2 * faults.size()); // what is made once is made
    long descriptors = descriptors();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();

    make(faults, ways, MANY);

    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && (descriptors() > descriptors || calling() > 0)) {
      Thread.sleep(100);
    }
    assertThat(calling()).as("threads of calls").isZero();
    assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors + 2);
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
        .as("threads of the platform")
        .isLessThanOrEqualTo(threads + 4);
  }

  private static void make(List<Fault> faults, Way[] ways, int many)
      throws InterruptedException, ExecutionException {
    try (var callers = Executors.newFixedThreadPool(CALLERS, Thread.ofVirtual().factory())) {
      var made = new ArrayList<Future<?>>();
      for (int i = 0; i < many; i++) {
        var fault = faults.get(i % faults.size());
        var way = ways[i / faults.size() % ways.length];
        made.add(
            callers.submit(() -> {
              try (var endpoint = new RawEndpoint(fault.play())) {
                return calls.ask(way, endpoint.address());
              }
            }));
      }
      for (var each : made) {
        each.get();
      }
    }
  }

  // --- help ---------------------------------------------------------------------------------

  private interface Check {
    void check(Way way) throws InterruptedException;
  }

  private interface Checked {
    void check() throws InterruptedException;
  }

  /** All ways at once: most of them wait. */
  private static void eachWay(Check check) throws InterruptedException, ExecutionException {
    allAtOnce(Arrays.stream(Way.values()).map(way -> () -> check.check(way)));
  }

  private static void allAtOnce(Stream<Checked> all)
      throws InterruptedException, ExecutionException {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var checks =
          all.map(each ->
                  callers.submit(() -> {
                    each.check();
                    return null;
                  }))
              .toList();
      for (var each : checks) {
        each.get();
      }
    }
  }

  private static void assertNothingOpen(RawEndpoint endpoint, String what)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (endpoint.open() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertThat(endpoint.open()).as(what).isZero();
  }

  private static long descriptors() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  /** How many threads there are of calls, which are virtual and so counted by their names. */
  private static long calling() {
    try {
      var file = folder.resolve("threads-" + UUID.randomUUID());
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      return Files.readAllLines(file).stream()
          .filter(line -> line.contains("\"model-call\"") || line.contains("\"relay-overseer\""))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
