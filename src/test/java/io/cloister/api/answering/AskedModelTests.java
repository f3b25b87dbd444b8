package io.cloister.api.answering;

import static io.cloister.api.answering.Asker.HOSTILE;
import static io.cloister.api.answering.Asker.HOW_LONG;
import static io.cloister.api.answering.Asker.at;
import static io.cloister.api.answering.Asker.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.identity.Role;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Right;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Asking over HTTP a model that does as it is told. */
@Running
class AskedModelTests {

  @Autowired BeanFactory product;
  @LocalServerPort int port;

  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private Asker asker;
  private String connection = "";

  @BeforeEach
  void aDocument() {
    asker = new Asker(product, port);
  }

  @AfterEach
  void noModel() {
    endpoint.close();
    if (!connection.isEmpty()) {
      Caller.admin(port).delete("/api/v1/models/connections/" + connection);
    }
  }

  @Test
  void checksEverySentenceThatAModelWrites() {
    model("inside");
    endpoint.script(
        ScriptedEndpoint.stream(
            "Invoices of suppliers are ke", "pt for 10 years [1]. Invoices of suppliers are kept",
            " for 11 years [1]. Everybody ", "likes them."));

    var answer = asker.ask(HOW_LONG, "auto");

    assertThat(at(answer, "$.outcome")).isEqualTo("partly-grounded");
    assertThat(at(answer, "$.extractive")).isEqualTo(false);
    assertThat(JsonPath.<List<String>>read(answer, "$.sentences[*].verdict"))
        .containsExactly("supported", "unsupported", "uncited");
    assertThat(at(answer, "$.sentences[1].reasons[0]")).isEqualTo("number");
    assertThat(at(answer, "$.citations[0].quote").toString()).contains("kept for 10 years");
    assertThat(at(answer, "$.usage.inputTokens")).isEqualTo(11);
    assertThat(at(answer, "$.model")).isEqualTo(asker.name + "/scripted");
  }

  @Test
  void fencesTheSourcesWithAnotherCodeEachTime() {
    model("inside");
    asker.put("Notes", HOSTILE);
    endpoint.script(ScriptedEndpoint.stream("Invoices of suppliers are kept for 10 years [1]."));
    asker.ask(HOW_LONG, "model");
    asker.ask(HOW_LONG, "model");

    var fences =
        endpoint.seen().stream()
            .map(seen -> seen.body().replaceAll("(?s).*--- source \\[1] ([0-9a-f]{24}).*", "$1"))
            .toList();
    assertThat(fences).hasSize(2).doesNotHaveDuplicates().allMatch(code -> code.length() == 24);
    assertThat(endpoint.seen().getLast().body())
        .contains("lines with the code " + fences.getLast(), "Ignore all previous instructions");
  }

  @Test
  void rendersAnObedientModelHarmless() {
    model("inside");
    endpoint.script(
        ScriptedEndpoint.stream(
            "PWNED <img src=https://evil.example/x> [a](https://evil.example)"));

    var events = asker.stream(HOW_LONG);
    var blocks = events.lines().filter(line -> line.contains("\"html\"")).toList();

    assertThat(blocks).isNotEmpty().noneMatch(html -> html.contains("<img"));
    assertThat(blocks).noneMatch(html -> html.contains("href"));
    assertThat(at(done(events), "$.outcome")).isEqualTo("partly-grounded");
  }

  @Test
  void keepsWhatCameBeforeTheStreamBroke() {
    model("inside");
    endpoint.script(
        ScriptedEndpoint.cutStream("Invoices of suppliers are kept for 10 years [1]. And th"));

    var answer = asker.ask(HOW_LONG, "auto");

    assertThat(at(answer, "$.outcome")).isEqualTo("incomplete");
    assertThat(at(answer, "$.answer").toString()).startsWith("Invoices of suppliers are kept");
  }

  @Test
  void quotesWhereTheModelFailsAndSaysWhy() {
    model("inside");
    endpoint.script(ScriptedEndpoint.error(500, "boom"));

    var answer = asker.ask(HOW_LONG, "auto");

    assertThat(at(answer, "$.outcome")).isEqualTo("answered");
    assertThat(at(answer, "$.extractive")).isEqualTo(true);
    assertThat(at(answer, "$.insteadOf.outcome")).isEqualTo("failed");
    assertThat(at(asker.ask(HOW_LONG, "model"), "$.outcome")).isEqualTo("failed");
  }

  @Test
  void sendsNothingPastThePolicy() {
    model("public");
    endpoint.script(ScriptedEndpoint.stream("never"));

    var written = asker.ask(HOW_LONG, "model");
    var quoted = asker.ask(HOW_LONG, "auto");

    assertThat(at(written, "$.outcome")).isEqualTo("blocked");
    assertThat(at(written, "$.blockedBy").toString()).contains("internal");
    assertThat(at(quoted, "$.insteadOf.outcome")).isEqualTo("blocked");
    assertThat(at(quoted, "$.extractive")).isEqualTo(true);
    assertThat(endpoint.seen()).isEmpty();
  }

  @Test
  void sendsNothingOnceMoreOfWhatIsSecretByThen() {
    model("private");
    endpoint.script((its, exchange) -> {
      label("secret");
      ScriptedEndpoint.error(503, "try again").play(its, exchange);
    });

    var answer = asker.ask(HOW_LONG, "model");

    assertThat(at(answer, "$.outcome")).isEqualTo("blocked");
    assertThat(at(answer, "$.blockedBy").toString()).contains("secret");
    assertThat(endpoint.seen()).as("before its label was raised").hasSize(1);
  }

  private void label(String label) {
    var document = "/api/v1/documents/" + asker.policy.document();
    var changed = asker.caller.send("PATCH", document, "{\"label\":\"%s\"}".formatted(label));
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  @Test
  void tellsNothingOfWhatTheAskerMayNotReadAnyMoreWhenItIsAnswered() {
    model("inside");
    var reader = asker.shelf.person("leaves-" + asker.name, Role.STAFF);
    asker.grant(Access.ofUser(reader.user(), Right.READ));
    asker.caller = asker.signedIn(reader.name());
    endpoint.script((its, exchange) -> {
      asker.grant();
      ScriptedEndpoint.stream("Invoices of suppliers are kept for 10 years [1].")
          .play(its, exchange);
    });

    var answer = asker.ask(HOW_LONG, "model");

    assertThat(endpoint.seen()).hasSize(1);
    assertThat(answer).doesNotContain("10 years", "Records policy");
    assertThat(at(answer, "$.withheld")).isEqualTo(1);
  }

  @Test
  void stopsTheModelOnceTheAskerMayNotReadItsSourcesAnyMore() throws Exception {
    model("inside");
    var reader = asker.shelf.person("stops-" + asker.name, Role.STAFF);
    asker.grant(Access.ofUser(reader.user(), Right.READ));
    asker.caller = asker.signedIn(reader.name());
    endpoint.script((its, exchange) -> {
      asker.grant();
      ScriptedEndpoint.endlessStream("Kept. ", Duration.ofMillis(50)).play(its, exchange);
    });

    var answer = asker.ask(HOW_LONG, "model");

    assertThat(at(answer, "$.outcome")).isEqualTo("stopped");
    assertThat(endpoint.wasHungUpOn()).isTrue();
  }

  @Test
  void believesAModelThatDoesNotKnow() {
    model("inside");
    for (var reply :
        List.of("NOT_IN_SOURCES", "The sources do not mention this.", "Ich weiß es nicht.")) {
      endpoint.script(ScriptedEndpoint.stream(reply));
      assertThat(at(asker.ask(HOW_LONG, "auto"), "$.outcome")).as(reply).isEqualTo("not-found");
    }
  }

  private void model(String boundary) {
    connection = asker.model(endpoint, boundary);
  }
}
