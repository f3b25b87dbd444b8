package io.cloister.models.call;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import io.cloister.models.ModelsOnly;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.log.Invocation;
import io.cloister.models.route.Routing;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What need not be asked twice is not, and nobody is given what another asked for. */
class ExactCacheTests {

  @TempDir Path folder;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start(chat("records"));
  private ModelsOnly models;
  private Connection first;

  @BeforeEach
  void connect() {
    models = new ModelsOnly(folder);
    first = models.connect("first", endpoint.address(), Boundary.INSIDE);
    route(first);
  }

  @AfterEach
  void close() {
    models.close();
    endpoint.close();
  }

  @Test
  void givesTheSameReplyAtNoCost() {
    ask(ModelFunction.TAG, "Keep it for six months.", STAFF);

    assertThat(ask(ModelFunction.TAG, "Keep it for six months.", STAFF))
        .isEqualTo(
            new ModelReply.Completed(
                "records", "first/scripted", true, new ModelReply.Usage(0, 0, false, 0, 0)));
    assertThat(endpoint.seen()).hasSize(1);
    assertThat(models.log()).extracting(Invocation::cached).containsExactly(true, false);
    assertThat(models.log().getFirst().costMicros()).isZero();
  }

  @Test
  void asksAgainForAnotherPersonOtherWordsAndWhatIsNotToRepeatItself() {
    ask(ModelFunction.TAG, "Keep it.", STAFF);
    ask(ModelFunction.TAG, "Keep it.", ADMIN);
    ask(ModelFunction.TAG, "Keep it!", STAFF);
    ask(ModelFunction.CHECK_GROUNDING, "Keep it.", STAFF);
    assertThat(endpoint.seen()).hasSize(4);

    ask(ModelFunction.ANSWER, "Keep it.", STAFF);
    ask(ModelFunction.ANSWER, "Keep it.", STAFF);
    assertThat(endpoint.seen()).hasSize(6);
  }

  @Test
  void asksAgainOnceTheModelIsAnother() {
    ask(ModelFunction.TAG, "Keep it.", STAFF);
    try (var second = ScriptedEndpoint.start(chat("other"))) {
      models.connections.change(
          first.id(),
          new ConnectionSetting(
              null, null, second.address().toString(), ModelsOnly.KEY, null, null, null, null),
          ADMIN);

      assertThat(((ModelReply.Completed) ask(ModelFunction.TAG, "Keep it.", STAFF)).text())
          .isEqualTo("other");
    }
  }

  @Test
  void keepsNothingThatWasCutOff() {
    endpoint.script(chat("rec", "length"));

    ask(ModelFunction.TAG, "Keep it.", STAFF);
    ask(ModelFunction.TAG, "Keep it.", STAFF);

    assertThat(endpoint.seen()).hasSize(2);
  }

  @Test
  void givesNothingThatMayNotBeSentAnyMore() {
    ask(ModelFunction.TAG, "Keep it.", STAFF);
    models.connections.change(
        first.id(),
        new ConnectionSetting(null, null, null, null, Boundary.PUBLIC, null, null, null),
        ADMIN);

    assertThat(ask(ModelFunction.TAG, "Keep it.", STAFF)).isInstanceOf(ModelReply.Blocked.class);
  }

  private ModelReply ask(ModelFunction function, String text, Actor actor) {
    return models.gateway.complete(
        new ModelRequest(function, Label.SECRET, "Name it.", text, 16, null, null), actor);
  }

  private void route(Connection connection) {
    var chain = List.of(new ModelName(connection.name(), "scripted"));
    models.routes.replace(
        new Routing(
            Routing.Mode.OWN,
            Routing.Tier.BALANCED,
            List.of(
                new Routing.FunctionRoute(ModelFunction.TAG, null, null, chain),
                new Routing.FunctionRoute(ModelFunction.CHECK_GROUNDING, null, null, chain),
                new Routing.FunctionRoute(ModelFunction.ANSWER, null, null, chain))),
        ADMIN);
  }
}
