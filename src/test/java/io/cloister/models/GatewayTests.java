package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.status;
import static io.cloister.ScriptedEndpoint.stream;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelReply.Blocked;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelReply.NoRoute;
import io.cloister.models.ModelReply.Unavailable;
import io.cloister.models.log.Invocation;
import io.cloister.models.route.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the gateway promises, whatever an endpoint does. */
class GatewayTests extends ScriptedModels {

  private static final Map<String, Object> SCHEMA =
      Map.of("type", "object", "properties", Map.of("ok", Map.of("type", "boolean")));

  @Test
  void givesTheWordsWithTheirCost() {
    endpoint.script(chat("Hello."));

    var reply = complete();

    assertThat(reply)
        .asInstanceOf(type(Completed.class))
        .satisfies(completed -> {
          assertThat(completed.text()).isEqualTo("Hello.");
          assertThat(completed.model()).isEqualTo("first/scripted");
          assertThat(completed.complete()).isTrue();
          assertThat(completed.usage().inputTokens()).isEqualTo(11);
          assertThat(completed.usage().outputTokens()).isEqualTo(7);
          assertThat(completed.usage().costMicros()).isEqualTo(25);
          assertThat(completed.usage().estimated()).isFalse();
        });
    assertThat(endpoint.seen())
        .singleElement()
        .satisfies(seen -> {
          assertThat(seen.path()).isEqualTo("/v1/chat/completions");
          assertThat(seen.headers()).containsEntry("Authorization", "Bearer " + ModelsOnly.KEY);
          assertThat(seen.body()).contains("Say hello.", "Be brief.", "\"max_tokens\":16");
        });
  }

  @Test
  void writesDownEachCallWithoutWhatWasSaid() {
    endpoint.script(chat("Hello."));

    complete();

    assertThat(models.log())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.outcome()).isEqualTo(Invocation.Outcome.COMPLETED);
          assertThat(call.userName()).isEqualTo("staff");
          assertThat(call.inputTokens()).isEqualTo(11);
          assertThat(call.toString()).doesNotContain("ello", ModelsOnly.KEY);
        });
  }

  @Test
  void saysThatItWasCutOffByLength() {
    endpoint.script(chat("Hello", "length"));

    assertThat(complete())
        .asInstanceOf(type(Completed.class))
        .satisfies(completed -> assertThat(completed.complete()).isFalse());
  }

  @Test
  void passesPiecesOnAsTheyComeOnTheCallersThread() {
    endpoint.script(stream("Hel", "lo", "."));
    var pieces = new ArrayList<String>();
    var threads = new ArrayList<Thread>();

    var reply =
        models.gateway.stream(
            request(Label.SECRET),
            STAFF,
            piece -> {
              pieces.add(piece);
              threads.add(Thread.currentThread());
            },
            () -> false);

    assertThat(pieces).containsExactly("Hel", "lo", ".");
    assertThat(threads).containsOnly(Thread.currentThread());
    assertThat(reply)
        .asInstanceOf(type(Completed.class))
        .satisfies(completed -> {
          assertThat(completed.text()).isEqualTo("Hello.");
          assertThat(completed.complete()).isTrue();
          assertThat(completed.usage().outputTokens()).isEqualTo(7);
        });
    assertThat(models.log().getFirst().firstTokenMillis()).isNotNull();
  }

  @Test
  void saysThatNothingIsWired() {
    models.route();

    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, ModelsOnly.STAFF)).isFalse();
    assertThat(complete()).isInstanceOf(NoRoute.class);
  }

  // --- boundary --------------------------------------------------------------------------------

  @Test
  void sendsNothingWhereThePolicyForbidsIt() {
    endpoint.script(chat("Hello."));
    models.route(
        models.connect("rented", endpoint.address(), Boundary.PRIVATE),
        models.connect("cloud", endpoint.address(), Boundary.PUBLIC));

    assertThat(complete(Label.CONFIDENTIAL))
        .asInstanceOf(type(Blocked.class))
        .satisfies(
            blocked -> assertThat(blocked.rule()).contains("confidential", "inside", "private"));
    assertThat(streamed(() -> false)).isInstanceOf(Blocked.class);
    assertThat(endpoint.seen()).isEmpty();
    assertThat(models.log())
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.outcome()).isEqualTo(Invocation.Outcome.BLOCKED));
  }

  @Test
  void aFallbackNeverCrossesTheBoundaryEither() {
    try (var cloud = ScriptedEndpoint.start(chat("Hello."))) {
      endpoint.script(status(500, "broken"));
      models.route(
          models.connect("inside", endpoint.address(), Boundary.INSIDE),
          models.connect("cloud", cloud.address(), Boundary.PUBLIC));

      assertThat(complete(Label.INTERNAL)).isInstanceOf(Unavailable.class);
      assertThat(cloud.seen()).isEmpty();
      assertThat(complete(Label.PUBLIC)).isInstanceOf(Completed.class);
      assertThat(cloud.seen()).hasSize(1);
    }
  }

  @Test
  void noCallCrossesWhateverTheLabelsAndBoundaries() {
    endpoint.script(chat("Hello."));
    var allowed =
        Map.of(
            Label.PUBLIC, List.of(Boundary.INSIDE, Boundary.PRIVATE, Boundary.PUBLIC),
            Label.INTERNAL, List.of(Boundary.INSIDE, Boundary.PRIVATE),
            Label.CONFIDENTIAL, List.of(Boundary.INSIDE),
            Label.SECRET, List.of(Boundary.INSIDE));
    for (var boundary : Boundary.values()) {
      models.route(models.connect("to-" + boundary.word(), endpoint.address(), boundary));
      for (var label : Label.values()) {
        int before = endpoint.seen().size();
        var reply = complete(label);
        boolean may = allowed.getOrDefault(label, List.of()).contains(boundary);
        assertThat(endpoint.seen()).as(label + " to " + boundary).hasSize(before + (may ? 1 : 0));
        assertThat(reply).isInstanceOf(may ? Completed.class : Blocked.class);
      }
    }
  }

  @Test
  void selfHostedMeansInsideOnly() {
    endpoint.script(chat("Hello."));
    var cloud = models.connect("cloud", endpoint.address(), Boundary.PUBLIC);
    models.route(cloud);
    var routing = models.routes.get(ADMIN);
    models.routes.replace(
        new Routing(Routing.Mode.SELF_HOSTED, routing.tier(), routing.routes()), ADMIN);

    assertThat(complete(Label.PUBLIC)).isInstanceOf(Blocked.class);
    assertThat(endpoint.seen()).isEmpty();
  }

  // --- shapes ----------------------------------------------------------------------------------

  @Test
  void asksForAShapeByItsSchema() {
    endpoint.script(chat("{\"ok\":true}"));

    assertThat(completeShaped()).isEqualTo("{\"ok\":true}");
    assertThat(endpoint.seen().getFirst().body()).contains("json_schema");
  }

  @Test
  void asksForLessOfAShapeWhereTheSchemaIsRefusedAndRemembersIt() {
    endpoint.script(
        error(400, "response_format json_schema is not supported"),
        error(400, "response_format is not supported"),
        chat("```json\n{\"ok\":true}\n```"));

    assertThat(completeShaped()).isEqualTo("{\"ok\":true}");
    assertThat(completeShaped()).isEqualTo("{\"ok\":true}");

    var bodies = endpoint.seen().stream().map(ScriptedEndpoint.Seen::body).toList();
    assertThat(bodies).hasSize(4);
    assertThat(bodies.get(0)).contains("json_schema");
    assertThat(bodies.get(1)).contains("json_object").contains("JSON Schema:");
    assertThat(bodies.get(2)).doesNotContain("response_format").contains("JSON Schema:");
    assertThat(bodies.get(3)).doesNotContain("response_format");
  }

  @Test
  void callsTheLimitAsTheModelWantsIt() {
    endpoint.script(
        error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        error(400, "'temperature' does not support 0.0 with this model."),
        chat("Hello."));

    assertThat(complete()).isInstanceOf(Completed.class);
    assertThat(endpoint.seen().get(2).body())
        .contains("max_completion_tokens")
        .doesNotContain("temperature");
  }

  // --- help ------------------------------------------------------------------------------------

  private String completeShaped() {
    var reply = models.gateway.complete(request(Label.PUBLIC, SCHEMA), STAFF);
    return reply instanceof Completed completed ? completed.text() : reply.toString();
  }
}
