package io.cloister.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** A draft by HTTP, as programs and as pages have it. */
@Running
class DraftPagesTests {

  @LocalServerPort int port;
  @Autowired ApplicationContext context;
  @Autowired Editing editing;

  private TravelDraft travel;
  private Draft draft;

  @BeforeEach
  void aDraft() {
    travel = TravelDraft.in(context);
    draft = travel.draft();
  }

  @Test
  void theContractSaysTheSame() {
    var caller = Caller.withToken(port, travel.token());
    var address = "/api/v1/drafts/" + draft.id();

    assertThat(caller.get(address).body())
        .contains("\"state\":\"draft\"", "\"verdict\":\"supported\"", "\"author\":\"model\"")
        .contains("\"grounding\":{\"supported\":", "\"stale\":false", "\"quote\":\"");
    var section = address + "/sections/" + draft.sections().getFirst().id();
    var body = "{\"markdown\":\"- New.\",\"revision\":%d}".formatted(draft.revision());
    assertThat(caller.send("PATCH", section, body).statusCode()).isEqualTo(200);
    assertThat(caller.send("PATCH", section, body).statusCode()).isEqualTo(409);
    var markdown = caller.get(address + "/export?format=md");
    assertThat(markdown.body())
        .contains("# Travel in short", "## Sources", "cloister.textSha256: ", "not approved");
    assertThat(markdown.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("Travel in short.md");
    assertThat(caller.get(address + "/export?format=pdf").statusCode()).isEqualTo(422);
    assertThat(
            caller
                .post(
                    "/api/v1/drafts", "{\"template\":\"summary\",\"title\":\"T\",\"sources\":[{}]}")
                .statusCode())
        .isEqualTo(422);
    assertThat(caller.get("/api/v1/templates").body()).contains("\"id\":\"policy-digest\"");
  }

  @Test
  void thePagesShowItInBothLanguages() {
    var caller = Caller.withToken(port, travel.token());
    var page = "/studio/" + draft.id();

    var english = caller.get(page).body();
    assertThat(english)
        .contains("Travel in short", "sentence-supported", "Hand in for review", "Revision 2")
        .contains("/d/" + draft.sources().getFirst().document() + "?v=1", "passage=")
        .doesNotContain("??");
    assertThat(caller.get("/studio").body()).contains("Travel in short").doesNotContain("??");
    assertThat(caller.get("/studio/new?template=briefing").body())
        .contains("Topic or question")
        .doesNotContain("??");
    assertThat(caller.get(page + "?edit=" + draft.sections().getFirst().id()).body())
        .contains("name=\"markdown\"");
    var german = caller.with("Accept-Language", "de").get(page).body();
    assertThat(german).contains("Zur Prüfung geben").doesNotContain("??");
  }

  @Test
  void whatSomebodyWroteTooLateIsShownAgainAndNotLost() {
    var id = draft.sections().getFirst().id();
    editing.change(draft.id(), id, "- First.", draft.revision(), travel.editor());
    var caller = Caller.withToken(port, travel.token());

    var late =
        caller.form(
            "/studio/" + draft.id() + "/sections/" + id,
            Map.of("markdown", "- Written too late.", "revision", "" + draft.revision()));

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("- Written too late.", "- First.");
  }

  @Test
  void theFormOfANewDraftLeadsToIt() {
    var caller = Caller.withToken(port, travel.token());
    var fields =
        Map.of(
            "template", "briefing",
            "title", "Über Reisen",
            "input.topic", "hotel costs",
            "documents", draft.sources().getFirst().document().toString(),
            "step", "draft");

    var answer = caller.form("/studio/new", fields);

    assertThat(answer.statusCode()).isEqualTo(303);
    var address = answer.headers().firstValue("Location").orElseThrow();
    assertThat(caller.get(address).body()).contains("Über Reisen");
    var without = caller.form("/studio/new", Map.of("template", "briefing", "step", "draft"));
    assertThat(without.statusCode()).isEqualTo(422);
  }
}
