package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.endlessStream;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelReply.Stopped;
import io.cloister.models.ModelReply.Unavailable;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.program.RelayReply;
import io.cloister.models.traffic.Turns;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of a connection that serves one at once. */
class BusyConnectionTests extends ScriptedModels {

  private static final Duration WAIT = Duration.ofSeconds(3);

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch released = new CountDownLatch(1);
  private Connection busy;

  @BeforeEach
  void keepBusy() {
    busy = atOnce(1);
  }

  private Connection atOnce(int calls) {
    var wanted = new ConnectionSetting(null, null, null, null, null, null, null, null);
    return models.connections.change(first.id(), wanted.atOnce(calls), ADMIN).orElseThrow();
  }

  /** Answers nobody before all are released. */
  private Answer held() {
    return (its, exchange) -> {
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      chat("Hello.").play(its, exchange);
    };
  }

  @AfterEach
  void release() {
    released.countDown();
    callers.shutdownNow();
  }

  @Test
  void asksOneAfterTheOtherAndTellsThePlace() throws Exception {
    endpoint.script(held());
    var one = callers.submit(() -> models.gateway.complete(request(Label.SECRET), STAFF));
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
                callers.submit(() -> {
                  TimeUnit.MILLISECONDS.sleep(WAIT.toMillis());
                  released.countDown();
                  return null;
                });
              }
            });

    assertThat(second).isInstanceOf(Completed.class);
    assertThat(one.get()).isInstanceOf(Completed.class);
    assertThat(places).containsExactly(1);
    assertThat(models.log())
        .as("the second without its wait")
        .filteredOn(call -> call.millis() < WAIT.toMillis())
        .hasSize(1);
  }

  @Test
  void theQueueIsLeftByWhoeverStops() throws Exception {
    endpoint.script(held());
    var stop = new AtomicBoolean();
    var one = callers.submit(() -> models.gateway.complete(request(Label.SECRET), STAFF));
    waitFor(1, 0);
    var second =
        callers.submit(
            () -> models.gateway.stream(request(Label.SECRET), STAFF, _ -> {}, stop::get));
    waitFor(1, 1);
    stop.set(true);

    assertThat(second.get()).isInstanceOf(Stopped.class);
    released.countDown();
    one.get();
    assertThat(endpoint.seen()).hasSize(1);
  }

  @Test
  void aFullQueueIsToldAndSaysNothingOfTheEndpoint() throws Exception {
    endpoint.script(held());
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
    assertThat(program("first/scripted", "\"messages\":[]"))
        .asInstanceOf(type(RelayReply.Failed.class))
        .satisfies(failed -> assertThat(failed.problem()).isEqualTo(RelayReply.Problem.OVERLOADED));
    assertThat(models.log().getFirst().detail()).isEqualTo("busy");
    released.countDown();
    waitFor(0, 0);
    assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
        .as("it is not left alone for being busy")
        .isInstanceOf(Completed.class);
  }

  @Test
  void anotherModelOfTheRouteIsAskedIfTheQueueIsFull() throws Exception {
    try (var spare = ScriptedEndpoint.start(chat("From the spare."))) {
      models.route(busy, models.connect("spare", spare.address(), Boundary.INSIDE));
      endpoint.script(held());
      for (int i = 0; i < 3; i++) {
        int before = i;
        callers.submit(() -> models.gateway.complete(request(Label.SECRET), STAFF));
        waitFor(1, before);
      }

      assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
          .asInstanceOf(type(Completed.class))
          .satisfies(done -> assertThat(done.model()).isEqualTo("spare/scripted"));
      assertThat(models.log().getFirst().fallbackFrom()).isEqualTo("first/scripted");
    }
  }

  @Test
  void aProgramsStreamKeepsItsPlaceUntilItIsClosed() throws Exception {
    endpoint.script(endlessStream("again ", Duration.ofMillis(50)), chat("Hello."));
    var streamed =
        (RelayReply.Streamed) program("first/scripted", "\"messages\":[],\"stream\":true");
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

  private void waitFor(int asked, int waiting) {
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> models.part(Turns.class).load(busy.id()).equals(new Turns.Load(asked, waiting)));
  }
}
