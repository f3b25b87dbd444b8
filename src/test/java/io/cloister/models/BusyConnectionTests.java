package io.cloister.models;

import static io.cloister.ScriptedEndpoint.after;
import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.endlessStream;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelReply.Stopped;
import io.cloister.models.ModelReply.Unavailable;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.log.Invocation;
import io.cloister.models.program.RelayReply;
import io.cloister.models.relay.RelayRequest;
import io.cloister.models.relay.RelayRequest.Dialect;
import io.cloister.models.relay.RelayRequest.Operation;
import io.cloister.models.traffic.ModelProperties;
import io.cloister.models.traffic.Turns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls of a connection that serves one at once, and of models that take little. */
class BusyConnectionTests {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration WHILE = Duration.ofSeconds(1);

  @TempDir Path folder;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private ModelsOnly models;
  private Connection busy;

  @BeforeEach
  void connect() {
    models =
        new ModelsOnly(
            folder,
            new ModelProperties(
                LONG, LONG, LONG, 2, LONG, 5, Duration.ofSeconds(30), Duration.ofMillis(300), 2));
    busy = models.connect("busy", endpoint.address(), Boundary.INSIDE);
    busy = atOnce(1);
    models.route(busy);
  }

  private Connection atOnce(int calls) {
    var wanted = new ConnectionSetting(null, null, null, null, null, null, null, null);
    return models.connections.change(busy.id(), wanted.atOnce(calls), ADMIN).orElseThrow();
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    models.close();
    endpoint.close();
  }

  @Test
  void asksOneAfterTheOtherAndTellsThePlace() throws Exception {
    endpoint.script(after(WHILE, chat("Hello.")));
    var first = callers.submit(() -> models.gateway.complete(request(Label.SECRET), STAFF));
    waitFor(1, 0);
    var places = Collections.synchronizedList(new ArrayList<Integer>());

    var second =
        models.gateway.stream(
            request(Label.SECRET),
            STAFF,
            _ -> {},
            () -> false,
            new ModelGateway.Watcher() {
              @Override
              public void queued(int place) {
                places.add(place);
                assertThat(endpoint.seen()).hasSizeLessThanOrEqualTo(1);
              }
            });

    assertThat(second).isInstanceOf(Completed.class);
    assertThat(first.get()).isInstanceOf(Completed.class);
    assertThat(places).containsExactly(1);
    assertThat(models.log().getFirst().millis()).isLessThan(2 * WHILE.toMillis());
  }

  @Test
  void theQueueIsLeftByWhoeverStops() throws Exception {
    endpoint.script(after(WHILE, chat("Hello.")));
    var stop = new AtomicBoolean();
    var first = callers.submit(() -> models.gateway.complete(request(Label.SECRET), STAFF));
    waitFor(1, 0);
    var second =
        callers.submit(
            () -> models.gateway.stream(request(Label.SECRET), STAFF, _ -> {}, stop::get));
    waitFor(1, 1);
    stop.set(true);

    assertThat(second.get()).isInstanceOf(Stopped.class);
    first.get();
    assertThat(endpoint.seen()).hasSize(1);
  }

  @Test
  void aFullQueueIsToldAndSaysNothingOfTheEndpoint() throws Exception {
    endpoint.script(after(WHILE, chat("Hello.")));
    for (int i = 0; i < 3; i++) {
      int before = i;
      callers.submit(() -> models.gateway.complete(request(Label.SECRET), STAFF));
      waitFor(1, before);
    }
    for (int i = 0; i < 8; i++) {
      assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
          .asInstanceOf(type(Unavailable.class))
          .satisfies(away -> assertThat(away.reason()).contains("the queue is long"));
    }
    assertThat(program("\"messages\":[]"))
        .asInstanceOf(type(RelayReply.Failed.class))
        .satisfies(failed -> assertThat(failed.problem()).isEqualTo(RelayReply.Problem.OVERLOADED));
    assertThat(models.log().getFirst().detail()).isEqualTo("busy");
    waitFor(0, 0);
    assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
        .as("it is not left alone for being busy")
        .isInstanceOf(Completed.class);
  }

  @Test
  void anotherModelOfTheRouteIsAskedIfTheQueueIsFull() throws Exception {
    try (var spare = ScriptedEndpoint.start(chat("From the spare."))) {
      models.route(busy, models.connect("spare", spare.address(), Boundary.INSIDE));
      endpoint.script(after(WHILE, chat("Hello.")));
      for (int i = 0; i < 3; i++) {
        int before = i;
        callers.submit(() -> models.gateway.complete(request(Label.SECRET), STAFF));
        waitFor(1, before);
      }

      assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
          .asInstanceOf(type(Completed.class))
          .satisfies(done -> assertThat(done.model()).isEqualTo("spare/scripted"));
      assertThat(models.log().getFirst().fallbackFrom()).isEqualTo("busy/scripted");
    }
  }

  @Test
  void aProgramsStreamKeepsItsPlaceUntilItIsClosed() throws Exception {
    endpoint.script(endlessStream("again ", Duration.ofMillis(50)), chat("Hello."));
    var streamed = (RelayReply.Streamed) program("\"messages\":[],\"stream\":true");
    var second = callers.submit(() -> models.gateway.complete(request(Label.SECRET), STAFF));
    waitFor(1, 1);
    assertThat(endpoint.seen()).hasSize(1);

    streamed.close();
    assertThat(second.get()).isInstanceOf(Completed.class);
    waitFor(0, 0);
  }

  @Test
  void howManyAtOnceIsKeptAndTakenAway() {
    assertThat(busy.maxConcurrent()).isEqualTo(1);
    assertThat(atOnce(0).maxConcurrent()).isNull();
    assertThat(atOnce(7).maxConcurrent()).isEqualTo(7);
    assertThatExceptionOfType(SettingRefused.class).isThrownBy(() -> atOnce(-1));
  }

  // --- context ------------------------------------------------------------------------------

  @Test
  void saysLessOnceThenAsksOnlyAModelThatTakesMore() {
    try (var large = ScriptedEndpoint.start(chat("From the large."))) {
      endpoint.script(error(400, "maximum context length is 4096 tokens"));
      var same = models.connect("same", endpoint.address(), Boundary.INSIDE);
      var more = sized("more", large, 32_000);
      models.route(busy, same, more);
      var shortened = new ArrayList<String>();

      var reply =
          models.gateway.stream(
              request(Label.SECRET).orShorter(shorter()),
              STAFF,
              _ -> {},
              () -> false,
              new ModelGateway.Watcher() {
                @Override
                public void shortened() {
                  shortened.add("shortened");
                }
              });

      assertThat(reply)
          .asInstanceOf(type(Completed.class))
          .satisfies(done -> assertThat(done.model()).isEqualTo("more/scripted"));
      assertThat(shortened).hasSize(1);
      assertThat(endpoint.seen()).as("twice the first, never one as small").hasSize(2);
      assertThat(endpoint.seen().get(0).body()).contains("Say hello.");
      assertThat(endpoint.seen().get(1).body()).contains("Say less.");
      assertThat(large.seen().getFirst().body()).contains("Say hello.");
      assertThat(models.log())
          .extracting(Invocation::detail)
          .containsExactly(null, "too-long", "too-long");
    }
  }

  @Test
  void isContentWithLessWhereThatFits() {
    endpoint.script(error(400, "exceed_context_size_error"), chat("Hello."));

    assertThat(models.gateway.complete(request(Label.SECRET).orShorter(shorter()), STAFF))
        .isInstanceOf(Completed.class);
    assertThat(endpoint.seen()).hasSize(2);
  }

  @Test
  void aProgramIsAnsweredByAModelThatTakesMore() {
    try (var large = ScriptedEndpoint.start(chat("From the large."))) {
      endpoint.script(error(400, "maximum context length is 4096 tokens"));
      var same = models.connect("same", endpoint.address(), Boundary.INSIDE);
      models.route(busy, same, sized("more", large, 32_000));

      assertThat(program("balanced", "\"messages\":[]")).isInstanceOf(RelayReply.Whole.class);
      assertThat(endpoint.seen()).hasSize(1);
    }
  }

  private Connection sized(String name, ScriptedEndpoint place, int tokens) {
    return models.connections.create(
        new ConnectionSetting(
            name,
            null,
            place.address().toString(),
            null,
            Boundary.INSIDE,
            null,
            Map.of(),
            List.of(new OfferedModel("scripted", List.of("chat"), tokens, 0, 0, null))),
        ADMIN);
  }

  private static ModelRequest shorter() {
    return new ModelRequest(
        ModelFunction.ANSWER, Label.SECRET, "Be brief.", "Say less.", 16, null, null);
  }

  private RelayReply program(String body) {
    return program("busy/scripted", body);
  }

  private RelayReply program(String model, String body) {
    return models.relay.ask(
        new RelayRequest(
            Dialect.OPENAI,
            Operation.CHAT,
            model,
            (ObjectNode) new JsonMapper().readTree("{%s}".formatted(body)),
            ""),
        STAFF,
        () -> false,
        _ -> {});
  }

  private void waitFor(int asked, int waiting) {
    await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> models.part(Turns.class).load(busy.id()).equals(new Turns.Load(asked, waiting)));
  }
}
