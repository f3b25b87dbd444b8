package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.log.Invocation;
import io.cloister.models.route.Routing;
import io.cloister.models.traffic.Turns;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls whose label is raised while they wait for their turn at a model outside. */
class RaisedLabelTests extends ScriptedModels {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicReference<Label> label = new AtomicReference<>(Label.PUBLIC);
  private Connection outside;

  @BeforeEach
  void keepBusy() {
    outside =
        models.connections.create(
            new ConnectionSetting(
                    "outside",
                    null,
                    endpoint.address().toString(),
                    ModelsOnly.KEY,
                    Boundary.PUBLIC,
                    null,
                    Map.of(),
                    List.of(
                        new OfferedModel("scripted", List.of("chat"), 8192, 0, 0, null),
                        new OfferedModel("ranker", List.of("rerank"), 8192, 0, 0, null)))
                .atOnce(1),
            ADMIN);
    models.route(outside);
    endpoint.script((its, exchange) -> {
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      chat("Hello.").play(its, exchange);
    });
    callers.submit(() -> models.gateway.complete(question(), STAFF));
    await().until(() -> !endpoint.seen().isEmpty());
  }

  @AfterEach
  void release() {
    released.countDown();
    callers.shutdownNow();
  }

  @Test
  void sendsNothing() throws Exception {
    var reply = afterItWasRaised(() -> models.gateway.complete(question(), STAFF)).get();

    assertThat(reply).isInstanceOf(ModelReply.Blocked.class);
    assertThat(endpoint.seen()).as("the one that kept it busy").hasSize(1);
    assertThat(models.log())
        .filteredOn(call -> call.outcome() == Invocation.Outcome.BLOCKED)
        .singleElement()
        .returns("secret", Invocation::detail);
    assertThat(models.part(Turns.class).load(outside.id())).isEqualTo(new Turns.Load(0, 0));
  }

  @Test
  void sendsNothingToBeRanked() throws Exception {
    models.routes.replace(
        new Routing(
            Routing.Mode.OWN,
            Routing.Tier.BALANCED,
            List.of(
                new Routing.FunctionRoute(
                    ModelFunction.RERANK,
                    null,
                    null,
                    List.of(new ModelName("outside", "ranker"))))),
        ADMIN);
    var texts = List.of("A mill.", "Kept ten years.");
    var request = new RerankRequest(Label.PUBLIC, label::get, "retention", texts, LONG);

    var reply = afterItWasRaised(() -> models.gateway.rerank(request, STAFF)).get();

    assertThat(reply).isInstanceOf(RerankReply.Blocked.class);
    assertThat(endpoint.seen()).hasSize(1);
  }

  @Test
  void asksTheNextModelThatMayReadIt() throws Exception {
    try (var inside = ScriptedEndpoint.start(chat("From the house."))) {
      models.route(outside, models.connect("inside", inside.address(), Boundary.INSIDE));

      var reply = afterItWasRaised(() -> models.gateway.complete(question(), STAFF)).get();

      assertThat(reply)
          .isInstanceOfSatisfying(
              ModelReply.Completed.class,
              done -> assertThat(done.model()).isEqualTo("inside/scripted"));
      assertThat(endpoint.seen()).hasSize(1);
    }
  }

  /** What came of a call that waits while its label becomes secret. */
  private <T> Future<T> afterItWasRaised(Callable<T> call) {
    var waiting = callers.submit(call);
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> models.part(Turns.class).load(outside.id()).waiting() == 1);
    label.set(Label.SECRET);
    released.countDown();
    return waiting;
  }

  private ModelRequest question() {
    return ModelsOnly.request(Label.PUBLIC).labelled(label::get);
  }
}
