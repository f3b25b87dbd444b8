package io.cloister.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.library.Conflict;
import io.cloister.library.Document;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@Running
class DraftingTests {

  @Autowired ApplicationContext context;
  @Autowired Drafting drafting;
  @Autowired Drafts drafts;
  @Autowired Editing editing;
  @Autowired Collections collections;
  @Autowired Documents documents;
  @Autowired Versions versions;

  SmallLibrary library;
  Actor editor;

  @BeforeEach
  void people() {
    library = new SmallLibrary(context);
    editor = library.person(Role.EDITOR);
  }

  @Test
  void everySentenceWrittenWithoutAModelIsAVerbatimQuote() {
    var travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);

    var draft = library.written(drafting.draft(of("policy-digest", travel), editor));

    assertThat(draft.state()).isEqualTo(Draft.State.DRAFT);
    assertThat(draft.tally().supported()).isGreaterThanOrEqualTo(6);
    assertThat(draft.tally().doubtful()).isZero();
    for (var citation : draft.citations()) {
      var text = versions.text(citation.passage().version()).orElseThrow().text();
      assertThat(text.substring(citation.start(), citation.end())).isEqualTo(citation.quote());
      assertThat(citation.quote()).hasSizeLessThanOrEqualTo(Citation.LONGEST_QUOTE);
      assertThat(citation.page()).isEqualTo(1);
    }
    for (var section : draft.sections()) {
      assertThat(section.model()).isNull();
      assertThat(section.sentences())
          .allSatisfy(sentence -> {
            var quote = quote(draft, sentence.citations().getFirst());
            assertThat(sentence.text())
                .isEqualTo(quote + " [" + sentence.citations().getFirst() + "]");
          });
    }
  }

  @Test
  void aSectionThatNeedsDutiesOrNumbersHasThemOnly() {
    var travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);

    var draft = library.written(drafting.draft(of("policy-digest", travel), editor));

    assertThat(draft.section("duties").sentences())
        .isNotEmpty()
        .allMatch(sentence -> sentence.text().matches(".*\\b(must|exceptions)\\b.*"));
    assertThat(draft.section("periods").sentences())
        .allMatch(sentence -> sentence.text().replaceAll("\\[\\d+]", "").matches(".*\\d.*"));
  }

  @Test
  void nothingIsSaidTwice() {
    var travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);
    var copy = library.document("Travel policy, copy", SmallLibrary.TRAVEL, "en", editor);

    var draft = library.written(drafting.draft(of("summary", travel, copy), editor));

    var quotes = draft.citations().stream().map(Citation::quote).toList();
    assertThat(new HashSet<>(quotes)).hasSameSizeAs(quotes);
  }

  @Test
  void aGermanSourceGivesAGermanDraft() {
    var rules = library.document("Aufbewahrung", SmallLibrary.GERMAN, "de", editor);

    var draft = library.written(drafting.draft(of("policy-digest", rules), editor));

    assertThat(draft.language()).isEqualTo("de");
    assertThat(draft.section("duties").heading()).isEqualTo("Was zu tun ist");
    assertThat(draft.section("duties").markdown()).contains("verantwortlich");
  }

  @Test
  void aNewerVersionMakesTheDraftStaleAndDoesNotChangeIt() {
    var travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);
    var draft = library.written(drafting.draft(of("summary", travel), editor));
    assertThat(draft.isStale()).isFalse();

    library.newVersion(travel, SmallLibrary.TRAVEL.replace("140", "160"), editor);

    var later = drafts.require(draft.id(), editor);
    assertThat(later.isStale()).isTrue();
    assertThat(later.sections()).isEqualTo(draft.sections());
    assertThat(later.citations()).allMatch(citation -> citation.version() == 1);
  }

  @Test
  void onlyEditorsDraftAndOnlyFromWhatTheyMayRead() {
    var other = library.person(Role.EDITOR);
    var closed = library.collectionOf(other);
    var secret = library.document(closed, "Salaries", SmallLibrary.TRAVEL, "en", other);
    var travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);

    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> drafting.draft(of("summary", secret), editor));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> drafting.draft(of("summary", travel), library.person(Role.STAFF)));
  }

  @Test
  void aDraftIsSeenByItsOwnerAndByEditorsWhoMayReadAllItsSources() {
    var closed = library.collectionOf(editor);
    var secret = library.document(closed, "Salaries", SmallLibrary.TRAVEL, "en", editor);
    var travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);
    var other = library.person(Role.EDITOR);

    var open = drafting.draft(of("summary", travel), editor).id();
    var hidden = drafting.draft(of("summary", travel, secret), editor).id();

    assertThat(drafts.find(hidden, editor)).isPresent();
    assertThat(drafts.find(hidden, other)).isEmpty();
    assertThat(drafts.find(open, other)).isPresent();
    assertThat(drafts.find(open, library.person(Role.STAFF))).isEmpty();
    assertThat(drafts.list(other, 0, 200).items())
        .extracting(Draft::id)
        .contains(open)
        .doesNotContain(hidden);
  }

  @Test
  void whatIsMissingIsNamed() {
    var travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);

    assertThatExceptionOfType(DraftRefused.class)
        .isThrownBy(() -> drafting.draft(of("briefing", travel), editor))
        .satisfies(e -> assertThat(e.field()).isEqualTo("inputs.topic"));
    assertThatExceptionOfType(DraftRefused.class)
        .isThrownBy(() -> drafting.draft(of("no-such", travel), editor))
        .satisfies(e -> assertThat(e.code()).isEqualTo("unknown-template"));
    assertThatExceptionOfType(DraftRefused.class)
        .isThrownBy(() -> drafting.draft(of("summary"), editor))
        .satisfies(e -> assertThat(e.code()).isEqualTo("no-sources"));
  }

  @Test
  void aCollectionIsASource() {
    var own = library.collectionOf(editor);
    library.document(own, "One", SmallLibrary.TRAVEL, "en", editor);
    library.document(own, "Two", SmallLibrary.GERMAN, "de", editor);

    var draft =
        drafting.draft(
            new NewDraft(
                "summary",
                "All of it",
                Map.of(),
                List.of(new SourceChoice.WholeCollection(own.name())),
                "en",
                null),
            editor);

    assertThat(draft.sources()).hasSize(2);
  }

  @Test
  void purgingASourceTakesItsWordsOutOfTheDraft() {
    var travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);
    var rules = library.document("Aufbewahrung", SmallLibrary.GERMAN, "de", editor);
    var draft = library.written(drafting.draft(of("summary", travel, rules), editor));
    assertThat(draft.sections().toString()).contains("140 euros");

    documents.purge(travel.id());

    var after = drafts.require(draft.id(), editor);
    assertThat(after.sections().toString()).doesNotContain("euros", "Receipts");
    assertThat(after.citations())
        .isNotEmpty()
        .allMatch(citation -> citation.document().id().equals(rules.id()));
    assertThat(after.tally().doubtful()).isZero();
    assertThat(after.notice()).extracting(Draft.Notice::code).isEqualTo("source-purged");
  }

  @Test
  void whatRestsOnASourceThatItsOwnerMayNotReadAnyMoreIsNotShown() {
    var other = library.person(Role.EDITOR);
    var closed = library.collectionOf(other);
    var both =
        List.of(
            Access.ofUser(other.user(), Right.MANAGE), Access.ofUser(editor.user(), Right.READ));
    collections.setAccess(closed.id(), both, other);
    var travel = library.document(closed, "Travel policy", SmallLibrary.TRAVEL, "en", other);
    var rules = library.document("Aufbewahrung", SmallLibrary.GERMAN, "de", editor);
    var draft = library.written(drafting.draft(of("summary", travel, rules), editor));
    assertThat(draft.sections().toString()).contains("140 euros");

    collections.setAccess(closed.id(), both.subList(0, 1), other);

    var after = drafts.require(draft.id(), editor);
    assertThat(after.toString()).doesNotContain("euros", "Receipts", "Travel policy");
    assertThat(after.isWithheld()).isTrue();
    assertThat(drafts.list(editor, 0, 200).items()).contains(after);
    var section = draft.sections().getFirst().id();
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> editing.change(draft.id(), section, "Less.", after.revision(), editor));
    assertThat(drafts.require(draft.id(), other).sections()).isEqualTo(draft.sections());

    collections.setAccess(closed.id(), both, other);

    assertThat(drafts.require(draft.id(), editor).sections()).isEqualTo(draft.sections());
  }

  private static String quote(Draft draft, int n) {
    return draft.citations().stream()
        .filter(citation -> citation.n() == n)
        .findFirst()
        .orElseThrow()
        .quote();
  }

  private static NewDraft of(String template, Document... sources) {
    return new NewDraft(
        template,
        "A draft",
        Map.of(),
        List.of(sources).stream()
            .<SourceChoice>map(document -> new SourceChoice.OneDocument(document.id()))
            .toList(),
        null,
        null);
  }
}
