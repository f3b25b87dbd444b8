package io.cloister.api.answering;

import static io.cloister.api.answering.Asker.HOSTILE;
import static io.cloister.api.answering.Asker.HOW_LONG;
import static io.cloister.api.answering.Asker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Role;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Asking over HTTP, without a model. */
@Running
class AskTests {

  @Autowired BeanFactory product;
  @Autowired Documents documents;
  @LocalServerPort int port;

  private Asker asker;

  @BeforeEach
  void aDocument() {
    asker = new Asker(product, port);
  }

  @Test
  void quotesWordForWordWithoutAModel() {
    var answer = asker.ask(HOW_LONG, "auto");

    assertThat(at(answer, "$.outcome")).isEqualTo("answered");
    assertThat(at(answer, "$.extractive")).isEqualTo(true);
    assertThat(at(answer, "$.insteadOf.outcome")).isEqualTo("no-model");
    assertThat(at(answer, "$.sentences[0].verdict")).isEqualTo("supported");
    int start = JsonPath.read(answer, "$.citations[0].start");
    int end = JsonPath.read(answer, "$.citations[0].end");
    var text =
        Caller.admin(port)
            .get("/api/v1/documents/" + asker.policy.document() + "/text")
            .statusCode();
    assertThat(text).isEqualTo(404); // not even the administrator's
    assertThat(Asker.POLICY.substring(start, end))
        .isEqualTo(at(answer, "$.citations[0].quote"))
        .contains("kept for 10 years");
  }

  @Test
  void saysSoWhenNothingAnswersAndShowsWhatComesNearest() {
    var answer = asker.ask("Who painted the ceiling above the visitors of Florence?", "extractive");

    assertThat(at(answer, "$.outcome")).isEqualTo("not-found");
    assertThat(at(answer, "$.answer")).isEqualTo("");
    assertThat(at(answer, "$.nearest[0].document.title")).isEqualTo("Records policy");
  }

  @Test
  void saysNoModelWhereOneWasAskedFor() {
    assertThat(at(asker.ask(HOW_LONG, "model"), "$.outcome")).isEqualTo("no-model");
  }

  @Test
  void quotesTheSameBesideADocumentThatGivesOrders() {
    var before = at(asker.ask(HOW_LONG, "extractive"), "$.citations[0].quote");
    asker.put("Notes", HOSTILE);

    var answer = asker.ask(HOW_LONG, "extractive");

    assertThat(at(answer, "$.outcome")).isEqualTo("answered");
    assertThat(at(answer, "$.citations[0].quote")).isEqualTo(before);
  }

  @Test
  void goesOnWithAConversationByTheWordsOfTheQuestionBefore() {
    String thread = JsonPath.read(asker.ask(HOW_LONG, "extractive"), "$.thread");

    var next =
        asker.post(
            Map.of(
                "question",
                "\"And where?\"",
                "thread",
                "\"" + thread + "\"",
                "mode",
                "\"extractive\""));

    assertThat(at(next, "$.citations[0].quote").toString()).contains("Ravensburg");
    var conversation = asker.caller.get("/api/v1/threads/" + thread).body();
    assertThat(JsonPath.<List<String>>read(conversation, "$.turns[*].question"))
        .containsExactly(HOW_LONG, "And where?");
  }

  @Test
  void keepsConversationsAndDocumentsFromOthers() {
    String thread = JsonPath.read(asker.ask(HOW_LONG, "extractive"), "$.thread");
    var other = asker.shelf.person("other-" + asker.name, Role.ADMIN);
    var stranger = asker.signedIn(other.name());

    assertThat(stranger.get("/api/v1/threads/" + thread).statusCode()).isEqualTo(404);
    assertThat(stranger.delete("/api/v1/threads/" + thread).statusCode()).isEqualTo(404);
    assertThat(
            Asker.asked(stranger, Map.of("question", "\"Go on\"", "thread", "\"" + thread + "\"")))
        .isEqualTo(404);
    assertThat(
            Asker.asked(
                stranger, Map.of("question", "\"x\"", "collections", "[\"" + asker.name + "\"]")))
        .isEqualTo(404);
    var own = stranger.post("/api/v1/ask", "{\"question\":\"" + HOW_LONG + "\"}").body();
    assertThat(own).doesNotContain("Ravensburg");
  }

  @Test
  void withholdsWhatMayNotBeReadAnyMoreAndGivesItBack() {
    var reader = asker.shelf.person("reader-" + asker.name, Role.STAFF);
    asker.grant(Access.ofUser(reader.user(), Right.READ));
    asker.caller = asker.signedIn(reader.name());
    String thread = JsonPath.read(asker.ask(HOW_LONG, "extractive"), "$.thread");

    asker.grant();
    var hidden = asker.caller.get("/api/v1/threads/" + thread).body();
    asker.grant(Access.ofUser(reader.user(), Right.READ));
    var shown = asker.caller.get("/api/v1/threads/" + thread).body();

    assertThat(hidden).doesNotContain("10 years", "Records policy");
    assertThat(at(hidden, "$.turns[0].withheld")).isEqualTo(1);
    assertThat(shown).contains("10 years");
  }

  @Test
  void withholdsItAlsoWhereTheQuestionIsSentAgain() {
    var reader = asker.shelf.person("again-" + asker.name, Role.STAFF);
    asker.grant(Access.ofUser(reader.user(), Right.READ));
    asker.caller = asker.signedIn(reader.name()).with("Idempotency-Key", "again-" + asker.name);
    var first = asker.ask(HOW_LONG, "extractive");
    assertThat(asker.ask(HOW_LONG, "extractive")).isEqualTo(first).contains("10 years");

    asker.grant();
    var body =
        Map.of(
            "question", "\"" + HOW_LONG + "\"",
            "mode", "\"extractive\"",
            "collections", "[\"" + asker.name + "\"]");
    var hidden = asker.caller.post("/api/v1/ask", Asker.json(body));
    asker.grant(Access.ofUser(reader.user(), Right.READ));

    assertThat(hidden.statusCode()).isEqualTo(409);
    assertThat(hidden.body()).contains("answer-withheld").doesNotContain("10 years");
    assertThat(asker.ask(HOW_LONG, "extractive")).isEqualTo(first);
  }

  @Test
  void forgetsThePurged() {
    String thread = JsonPath.read(asker.ask(HOW_LONG, "extractive"), "$.thread");

    documents.purge(asker.policy.document());

    assertThat(asker.caller.get("/api/v1/threads/" + thread).body())
        .contains(HOW_LONG)
        .doesNotContain("10 years", "Records policy");
  }
}
