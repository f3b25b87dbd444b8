package io.cloister.api.answering;

import static io.cloister.api.answering.Asker.HOSTILE;
import static io.cloister.api.answering.Asker.HOW_LONG;
import static io.cloister.api.answering.Asker.at;
import static io.cloister.api.answering.Asker.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.identity.Role;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Right;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

  @Test
  void tellsWhatHappensAsItHappens() {
    model("inside");
    endpoint.script(
        ScriptedEndpoint.stream("Invoices of suppliers are ", "kept for 10 years [1]."));

    var events = asker.stream(HOW_LONG);

    var names =
        events.lines().filter(line -> line.startsWith("event: ")).map(l -> l.substring(7)).toList();
    assertThat(names)
        .containsExactly(
            "status", "status", "sources", "status", "delta", "delta", "check", "block", "done");
    assertThat(at(done(events), "$.outcome")).isEqualTo("answered");
  }

  @Test
  void tellsProgramsTheAnswerAsItIsWritten() {
    model("inside");
    endpoint.script(
        ScriptedEndpoint.stream("Invoices of suppliers are ", "kept for 10 years [1]."));

    var pieces = streamed("/v1/chat/completions", "$.choices[0].delta.content");
    var blocks = streamed("/v1/messages", "$.delta.text");

    assertThat(pieces)
        .startsWith("", "Invoices of suppliers are ", "kept for 10 years [1].")
        .last()
        .asString()
        .startsWith("\n\nSources:\n[1] Records policy");
    assertThat(blocks).isEqualTo(pieces.subList(1, pieces.size()));
  }

  @Test
  void neverTellsProgramsTheWordForNotKnowing() {
    model("inside");
    endpoint.script(ScriptedEndpoint.stream("NOT", "_IN_", "SOURCES"));

    assertThat(streamed("/v1/chat/completions", "$.choices[0].delta.content"))
        .containsExactly("", "Nothing in your documents answers this.");
  }

  private List<String> streamed(String path, String piece) {
    var events =
        asker
            .program()
            .post(
                path,
                "{\"model\":\"cloister/ask\",\"stream\":true,\"max_tokens\":99,\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(HOW_LONG))
            .body();
    var lenient =
        JsonPath.using(Configuration.defaultConfiguration().addOptions(Option.SUPPRESS_EXCEPTIONS));
    return events
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> lenient.parse(line.substring(6)).<String>read(piece))
        .filter(Objects::nonNull)
        .toList();
  }

  @Test
  void stopsTheModelWhenTheReaderLeaves() throws Exception {
    model("inside");
    endpoint.script(
        ScriptedEndpoint.endlessStream("Invoices are kept [1]. ", Duration.ofMillis(50)));
    var client = HttpClient.newHttpClient();
    var answer = client.send(asker.streaming(HOW_LONG), BodyHandlers.ofInputStream());
    answer.body().readNBytes(600);
    answer.body().close();
    client.shutdownNow();

    assertThat(endpoint.wasHungUpOn()).isTrue();
    var until = Instant.now().plusSeconds(20);
    var thread = "";
    while (thread.isEmpty() && Instant.now().isBefore(until)) {
      var all =
          JsonPath.<List<String>>read(asker.caller.get("/api/v1/threads").body(), "$.items[*].id");
      thread = all.isEmpty() ? "" : all.getFirst();
    }
    assertThat(at(asker.caller.get("/api/v1/threads/" + thread).body(), "$.turns[0].outcome"))
        .isEqualTo("stopped");
  }

  private void model(String boundary) {
    var admin = Caller.admin(port);
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","kind":"openai-compatible","baseUrl":"%s","boundary":"%s",
             "models":[{"name":"scripted","kinds":["chat"]}]}
            """
                .formatted(asker.name, endpoint.address(), boundary));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    connection = JsonPath.read(made.body(), "$.id");
    var routed =
        admin.send(
            "PUT",
            "/api/v1/models/routes",
            """
            {"mode":"own","tier":"balanced","routes":[{"function":"answer","chain":["%s/scripted"]}]}
            """
                .formatted(asker.name));
    assertThat(routed.statusCode()).as(routed.body()).isEqualTo(200);
  }
}
