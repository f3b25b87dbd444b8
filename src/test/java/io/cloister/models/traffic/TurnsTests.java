package io.cloister.models.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.governance.Boundary;
import io.cloister.identity.UserId;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTests {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final UserId ANN = new UserId(UUID.randomUUID());
  private static final UserId BOB = new UserId(UUID.randomUUID());

  private final Turns turns =
      new Turns(new ModelProperties(LONG, LONG, LONG, LONG, 0, LONG, 5, LONG, LONG, 4));
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final Connection connection = serving(1);

  @AfterEach
  void close() {
    callers.shutdownNow();
  }

  @Test
  void letsAllThatComeAskWhereNothingIsSaid() {
    var free = serving(null);
    for (int i = 0; i < 50; i++) {
      assertThat(take(free, ANN)).isInstanceOf(Turns.Turn.Taken.class);
    }
    assertThat(turns.load(free.id())).isEqualTo(new Turns.Load(50, 0));
  }

  @Test
  void neverLetsMoreAskThanItServes() throws InterruptedException, ExecutionException {
    var three = serving(3);
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var calls = new ArrayList<Future<?>>();
    for (int round = 0; round < 100; round++) {
      calls.add(
          callers.submit(() -> {
            while (!(take(three, ANN) instanceof Turns.Turn.Taken taken)) {
              Thread.sleep(1);
            }
            try (taken) {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              Thread.sleep(2);
              now.decrementAndGet();
            }
            return null;
          }));
    }
    for (var call : calls) {
      call.get();
    }
    assertThat(most).hasValue(3);
    assertThat(turns.load(three.id())).isEqualTo(new Turns.Load(0, 0));
  }

  @Test
  void takesPersonsInTurnHoweverMuchOneAsks() throws Exception {
    var first = (Turns.Turn.Taken) take(connection, ANN);
    var order = Collections.synchronizedList(new ArrayList<String>());
    var calls = new ArrayList<Future<?>>();
    for (var who : List.of("ann 1", "ann 2", "ann 3", "bob 1")) {
      int before = turns.load(connection.id()).waiting();
      calls.add(
          callers.submit(() -> {
            try (var _ = (Turns.Turn.Taken) take(connection, who.startsWith("ann") ? ANN : BOB)) {
              order.add(who);
            }
            return null;
          }));
      waitFor(before + 1);
    }
    first.close();
    for (var call : calls) {
      call.get();
    }
    assertThat(order).containsExactly("ann 1", "bob 1", "ann 2", "ann 3");
  }

  @Test
  void tellsThePlaceWheneverItChanges() throws Exception {
    var first = (Turns.Turn.Taken) take(connection, ANN);
    var second = callers.submit(() -> (Turns.Turn.Taken) take(connection, ANN));
    waitFor(1);
    var places = Collections.synchronizedList(new ArrayList<Integer>());
    var third =
        callers.submit(
            () -> (Turns.Turn.Taken) turns.take(connection, ANN, LONG, () -> false, places::add));
    waitFor(2);
    while (places.isEmpty()) {
      Thread.sleep(1);
    }
    first.close();
    var now = second.get();
    while (places.size() < 2) {
      Thread.sleep(1);
    }
    now.close();
    third.get().close();
    assertThat(places).containsExactly(2, 1);
  }

  @Test
  void turnsAwayWhoeverComesToAFullQueueAndHasAsManyInIt() throws Exception {
    var first = (Turns.Turn.Taken) take(connection, ANN);
    var waiting = new ArrayList<Future<Turns.Turn>>();
    for (int i = 0; i < 4; i++) {
      waiting.add(callers.submit(() -> take(connection, ANN)));
      waitFor(i + 1); // in this order
    }

    assertThat(take(connection, ANN)).isInstanceOf(Turns.Turn.TooBusy.class);
    first.close();
    for (var each : waiting) {
      ((Turns.Turn.Taken) each.get()).close();
    }
    assertThat(turns.load(connection.id())).isEqualTo(new Turns.Load(0, 0));
  }

  @Test
  void nobodyFillsTheQueueForOthers() throws Exception {
    var first = (Turns.Turn.Taken) take(connection, ANN);
    var anns = new ArrayList<Future<Turns.Turn>>();
    for (int i = 1; i <= 4; i++) {
      anns.add(callers.submit(() -> take(connection, ANN)));
      waitFor(i);
    }
    var bobs = new ArrayList<Future<Turns.Turn>>();
    for (int i = 3; i >= 2; i--) {
      bobs.add(callers.submit(() -> take(connection, BOB)));
      assertThat(anns.get(i).get())
          .as("the last that she took")
          .isInstanceOf(Turns.Turn.TooBusy.class);
    }

    assertThat(turns.load(connection.id())).isEqualTo(new Turns.Load(1, 4));
    assertThat(take(connection, BOB)).as("two of each").isInstanceOf(Turns.Turn.TooBusy.class);
    first.close();
    for (var each : List.of(anns.get(0), bobs.get(0), anns.get(1), bobs.get(1))) {
      ((Turns.Turn.Taken) each.get()).close();
    }
    assertThat(turns.load(connection.id())).isEqualTo(new Turns.Load(0, 0));
  }

  @Test
  void waitsNoLongerThanTheCallerWould() {
    try (var _ = (Turns.Turn.Taken) take(connection, ANN)) {
      assertThat(turns.take(connection, BOB, Duration.ofMillis(50), () -> false, _ -> {}))
          .isInstanceOf(Turns.Turn.TooBusy.class);
    }
    assertThat(turns.load(connection.id())).isEqualTo(new Turns.Load(0, 0));
  }

  @Test
  void givesThePlaceUpOfWhoeverGoes() throws Exception {
    var first = (Turns.Turn.Taken) take(connection, ANN);
    var gone = new AtomicBoolean();
    var second = callers.submit(() -> turns.take(connection, BOB, LONG, gone::get, _ -> {}));
    waitFor(1);
    gone.set(true);

    assertThat(second.get()).isInstanceOf(Turns.Turn.GivenUp.class);
    assertThat(turns.load(connection.id())).isEqualTo(new Turns.Load(1, 0));
    first.close();
    first.close();
    assertThat(turns.load(connection.id())).isEqualTo(new Turns.Load(0, 0));
  }

  @Test
  void callsMoreOnceMoreAreServed() throws Exception {
    try (var _ = (Turns.Turn.Taken) take(connection, ANN)) {
      var second = callers.submit(() -> take(connection, ANN));
      waitFor(1);
      var raised =
          new Connection(
              connection.id(),
              "busy",
              connection.kind(),
              null,
              Connection.Key.NONE,
              Boundary.INSIDE,
              null,
              Map.of(),
              3,
              Map.of(),
              Connection.Tls.USUAL,
              Owner.DEPLOYMENT,
              false,
              null,
              false,
              List.of());
      ((Turns.Turn.Taken) take(raised, BOB)).close();
      ((Turns.Turn.Taken) second.get()).close();
    }
    assertThat(turns.load(connection.id())).isEqualTo(new Turns.Load(0, 0));
  }

  private Turns.Turn take(Connection from, UserId person) {
    return turns.take(from, person, LONG, () -> false, _ -> {});
  }

  private void waitFor(int waiting) throws InterruptedException {
    while (turns.load(connection.id()).waiting() < waiting) {
      Thread.sleep(1);
    }
  }

  private static Connection serving(@org.jspecify.annotations.Nullable Integer atOnce) {
    return new Connection(
        ConnectionId.random(),
        "busy",
        Connection.Kind.OPENAI_COMPATIBLE,
        null,
        Connection.Key.NONE,
        Boundary.INSIDE,
        null,
        Map.of(),
        atOnce,
        Map.of(),
        Connection.Tls.USUAL,
        Owner.DEPLOYMENT,
        false,
        null,
        false,
        List.of());
  }
}
