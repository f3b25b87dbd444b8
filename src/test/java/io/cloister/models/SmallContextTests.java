package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.log.Invocation;
import io.cloister.models.program.RelayReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls that are longer than a model takes. */
class SmallContextTests extends ScriptedModels {

  @Test
  void saysLessOnceThenAsksOnlyAModelThatTakesMore() {
    try (var large = ScriptedEndpoint.start(chat("From the large."))) {
      endpoint.script(error(400, "maximum context length is 4096 tokens"));
      var same = models.connect("same", endpoint.address(), Boundary.INSIDE);
      var more = sized("more", large, 32_000);
      models.route(first, same, more);
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
      models.route(first, same, sized("more", large, 32_000));

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
}
