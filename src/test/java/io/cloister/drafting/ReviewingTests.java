package io.cloister.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.library.Conflict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/**
 * A draft from its first edit to the file that leaves the house, in the rooms, by HTTP, on pages.
 */
@Running
class ReviewingTests {

  @LocalServerPort int port;
  @Autowired ApplicationContext context;
  @Autowired Drafting drafting;
  @Autowired Drafts drafts;
  @Autowired Editing editing;
  @Autowired Reviewing reviewing;
  @Autowired Export export;

  SmallLibrary library;
  Actor editor;
  Actor other;
  Draft draft;

  @BeforeEach
  void aDraft() {
    library = new SmallLibrary(context);
    editor = library.person(Role.EDITOR);
    other = library.person(Role.EDITOR);
    var travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);
    draft =
        written(
            drafting.draft(
                new NewDraft(
                    "summary",
                    "Travel in short",
                    Map.of(),
                    List.of(new SourceChoice.OneDocument(travel.id())),
                    "en",
                    null),
                editor));
  }

  @Test
  void whatAPersonChangesIsTheirsAndCheckedAgain() {
    var section = sectionWith("140 euros");
    var changed = section.markdown().replace("140", "150");

    var after = editing.change(draft.id(), section.id(), changed, draft.revision(), editor);

    var sentences = after.section(section.id()).sentences();
    assertThat(sentences)
        .filteredOn(sentence -> sentence.author() == Sentence.Author.PERSON)
        .singleElement()
        .satisfies(sentence -> {
          assertThat(sentence.verdict()).isEqualTo(Sentence.Support.UNSUPPORTED);
          assertThat(sentence.reasons()).contains("number");
        });
    assertThat(sentences).hasSameSizeAs(section.sentences());
    assertThat(after.revision()).isEqualTo(draft.revision() + 1);
  }

  @Test
  void aChangeOfAnOldRevisionIsRefusedAndChangesNothing() {
    var id = draft.sections().getFirst().id();
    editing.change(draft.id(), id, "- My own words.", draft.revision(), editor);

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> editing.change(draft.id(), id, "- Late.", draft.revision(), editor))
        .satisfies(e -> assertThat(e.code()).isEqualTo("revision-old"));
    assertThat(drafts.require(draft.id(), editor).section(id).markdown())
        .isEqualTo("- My own words.");
  }

  @Test
  void anEditorApprovesAnothersDraftAndNotTheirOwn() {
    reviewing.submit(draft.id(), editor);

    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> reviewing.approve(draft.id(), true, editor));
    var approved = reviewing.approve(draft.id(), false, other);

    assertThat(approved.state()).isEqualTo(Draft.State.APPROVED);
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() ->
            editing.change(
                draft.id(),
                draft.sections().getFirst().id(),
                "- More.",
                approved.revision(),
                editor));
  }

  @Test
  void whatIsNotSupportedIsApprovedOnlyKnowingly() {
    editing.change(
        draft.id(),
        draft.sections().getFirst().id(),
        "- Everybody loves to travel by night train.",
        draft.revision(),
        editor);
    reviewing.submit(draft.id(), editor);

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> reviewing.approve(draft.id(), false, other))
        .satisfies(e -> assertThat(e.code()).isEqualTo("unsupported-sentences"));
    assertThat(reviewing.approve(draft.id(), true, other).state()).isEqualTo(Draft.State.APPROVED);
  }

  @Test
  void aReturnedDraftCanBeChangedAgain() {
    reviewing.submit(draft.id(), editor);

    var returned = reviewing.giveBack(draft.id(), "Too long.", other);

    assertThat(returned.review()).extracting(Draft.Review::comment).isEqualTo("Too long.");
    assertThat(reviewing.submit(draft.id(), editor).state()).isEqualTo(Draft.State.IN_REVIEW);
  }

  @Test
  void theWordFileHasTheTextTheNoticeTheSourcesAndTheRecord() throws IOException {
    var id = draft.sections().getFirst().id();
    editing.change(
        draft.id(),
        id,
        "### Rules\n\nA **bold** word, 7 < 8 & so on.\n\n| What | Days |\n|---|---|\n| Receipts | 30 |",
        draft.revision(),
        editor);
    reviewing.submit(draft.id(), editor);
    var approved = reviewing.approve(draft.id(), true, other);
    var bytes = new ByteArrayOutputStream();

    export.write(approved, Export.Format.DOCX, bytes, editor);

    try (var file = new XWPFDocument(new ByteArrayInputStream(bytes.toByteArray()))) {
      var text =
          file.getParagraphs().stream()
              .map(XWPFParagraph::getText)
              .collect(Collectors.joining("\n"));
      assertThat(text)
          .contains("Travel in short", "Rules", "A bold word, 7 < 8 & so on.")
          .contains("Approved by " + other.name())
          .contains("without a language model")
          .contains("140 euros", "Travel policy, version 1, page 1")
          .contains(approved.sources().getFirst().sha256());
      assertThat(file.getTables()).hasSize(1);
      assertThat(file.getTables().getFirst().getRow(1).getCell(1).getText()).isEqualTo("30");
      assertThat(file.getParagraphs().getFirst().getStyle()).isEqualTo("Title");
      var custom = file.getProperties().getCustomProperties();
      assertThat(custom.getProperty("cloister.draft").getLpwstr()).isEqualTo(draft.id().toString());
      assertThat(custom.getProperty("cloister.approvedBy").getLpwstr()).isEqualTo(other.name());
      assertThat(custom.getProperty("cloister.source.1").getLpwstr()).contains("sha256=");
    }
  }

  @Test
  void aMarkdownFileFetchesAndRunsNothing() throws Exception {
    var hostile =
        """
        - ![x](http://evil.test/?a) ![y][r] \\\\![z](http://evil.test/b) [w](javascript:alert(1))
        - <script>alert(1)</script> <http://evil.test/> <img src=x> [r]

        [r]: http://evil.test/c

        <iframe src="http://evil.test/"></iframe>
        """;
    var section = draft.sections().getFirst().id();
    var changed = editing.change(draft.id(), section, hostile, draft.revision(), editor);
    var bytes = new ByteArrayOutputStream();

    export.write(changed, Export.Format.MD, bytes, editor);

    var shown =
        HtmlRenderer.builder()
            .build()
            .render(Parser.builder().build().parse(bytes.toString(StandardCharsets.UTF_8)));
    assertThat(shown).contains("evil.test").doesNotContain("<img", "<a ", "<script", "<iframe");
  }

  @Test
  void theContractSaysTheSame() {
    var caller = Caller.withToken(port, library.tokenOf(editor));
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
    var caller = Caller.withToken(port, library.tokenOf(editor));
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
    editing.change(draft.id(), id, "- First.", draft.revision(), editor);
    var caller = Caller.withToken(port, library.tokenOf(editor));

    var late =
        caller.form(
            "/studio/" + draft.id() + "/sections/" + id,
            Map.of("markdown", "- Written too late.", "revision", "" + draft.revision()));

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("- Written too late.", "- First.");
  }

  @Test
  void theFormOfANewDraftLeadsToIt() {
    var caller = Caller.withToken(port, library.tokenOf(editor));
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

  private Section sectionWith(String words) {
    return draft.sections().stream()
        .filter(section -> section.markdown().contains(words))
        .findFirst()
        .orElseThrow();
  }

  private Draft written(Draft wanted) {
    var deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (Instant.now().isBefore(deadline)) {
      var now = drafts.require(wanted.id(), wanted.owner());
      if (now.state() != Draft.State.GENERATING) {
        return now;
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError("still generating after a minute");
  }
}
