package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;
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
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may choose a model by name is answered by that one or by none. */
class ChosenModelTests {

  private static final ModelName CHOSEN = ModelName.of("chosen/scripted");

  @TempDir Path folder;
  private final ScriptedEndpoint routed = ScriptedEndpoint.start(chat("From the route."));
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start(chat("From the chosen."));
  private ModelsOnly models;

  @BeforeEach
  void connect() {
    models = new ModelsOnly(folder);
    models.route(models.connect("routed", routed.address(), Boundary.INSIDE));
    models.connect("chosen", endpoint.address(), Boundary.PRIVATE);
  }

  @AfterEach
  void close() {
    models.close();
    endpoint.close();
    routed.close();
  }

  @Test
  void isAskedWhateverIsRouted() {
    assertThat(ask(Label.INTERNAL))
        .asInstanceOf(type(Completed.class))
        .satisfies(reply -> assertThat(reply.text()).isEqualTo("From the chosen."));
    assertThat(routed.seen()).isEmpty();
    assertThat(models.log().getFirst().route()).isEqualTo("chosen");
  }

  @Test
  void isNotAskedBeyondItsBoundaryNorIsAnotherInItsPlace() {
    assertThat(ask(Label.SECRET))
        .asInstanceOf(type(Blocked.class))
        .satisfies(blocked -> assertThat(blocked.rule()).contains("secret", "private"));
    assertThat(endpoint.seen()).isEmpty();
    assertThat(routed.seen()).isEmpty();

    assertThat(models.gateway.choices(ModelFunction.ANSWER, Label.SECRET, STAFF))
        .filteredOn(choice -> choice.name().equals(CHOSEN))
        .singleElement()
        .satisfies(choice -> assertThat(choice.objection()).contains("secret"));
  }

  @Test
  void isNotAskedForSomebodyItIsNotApprovedFor() {
    models.catalogue.put(ModelName.of("routed/scripted"), "For all.", "good", Set.of(), ADMIN);

    assertThat(ask(Label.PUBLIC))
        .asInstanceOf(type(Blocked.class))
        .satisfies(blocked -> assertThat(blocked.rule()).contains("chosen/scripted", "choose"));
    assertThat(endpoint.seen()).isEmpty();
    assertThat(models.gateway.choices(ModelFunction.ANSWER, Label.PUBLIC, STAFF))
        .singleElement()
        .satisfies(choice -> {
          assertThat(choice.name()).isEqualTo(ModelName.of("routed/scripted"));
          assertThat(choice.description()).isEqualTo("For all.");
          assertThat(choice.quality()).isEqualTo("good");
          assertThat(choice.boundary()).isEqualTo(Boundary.INSIDE);
        });
  }

  private ModelReply ask(Label label) {
    return models.gateway.complete(request(label).of(CHOSEN), STAFF);
  }
}
