package io.cloister.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.Running;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.library.NotFound;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@Running
class TermsTests {

  @Autowired Tagging tagging;
  @Autowired Vocabularies vocabularies;
  @Autowired Terms terms;
  @Autowired Tags tags;
  @Autowired ApplicationContext context;

  private TaggedLibrary library;

  @BeforeEach
  void makePeople() {
    library = new TaggedLibrary(context);
  }

  @Test
  void mergingTermsKeepsTheDocumentsAndTheName() throws IOException {
    var one = library.document(TaggedLibrary.TEXT);
    var other = library.document(TaggedLibrary.TEXT);
    var kept = "kept " + UUID.randomUUID();
    var gone = "gone " + UUID.randomUUID();
    var into = tagging.setByPerson(one, List.of(kept), library.editor).getFirst();
    var from = tagging.setByPerson(other, List.of(gone), library.editor).getFirst();

    var merged = terms.merge(new TermId(from.term()), new TermId(into.term()), library.editor);

    assertThat(merged.documents()).isEqualTo(2);
    assertThat(merged.synonyms()).contains(gone);
    assertThat(tags.of(other)).extracting(Tag::name).containsExactly(kept);
    assertThat(tagging.setByPerson(other, List.of(gone), library.editor))
        .extracting(Tag::term)
        .containsExactly(into.term());
  }

  @Test
  void aTermFromADocumentIsShownOnlyToThoseWhoMayReadIt() throws IOException {
    var name = "canary " + UUID.randomUUID();
    var tag =
        tagging
            .setByPerson(library.document(TaggedLibrary.TEXT), List.of(name), library.editor)
            .getFirst();
    var stranger = library.person(Role.EDITOR);

    assertThat(terms.complete(name, library.editor, 5)).hasSize(1);
    assertThat(terms.complete(name, stranger, 5)).isEmpty();
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> terms.require(new TermId(tag.term()), stranger));
  }

  @Test
  void staffMayNotChangeVocabularies() {
    var staff = library.person(Role.STAFF);

    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() ->
            vocabularies.create("x" + UUID.randomUUID(), Vocabulary.Kind.OPEN, List.of(), staff));
  }

  @Test
  void mergingATermIntoOneBelowItLeavesNoCircle() {
    var vocabulary =
        vocabularies.create(
            "merged " + UUID.randomUUID(),
            Vocabulary.Kind.CLOSED,
            List.of(
                NewTerm.of("top"),
                new NewTerm("middle", "top", List.of(), null),
                new NewTerm("between", "middle", List.of(), null),
                new NewTerm("below", "between", List.of(), null)),
            library.editor);
    var named =
        terms.list(vocabulary.id(), "", library.editor, 0, 10).items().stream()
            .collect(Collectors.toMap(Term::name, Term::id));

    terms.merge(named.get("middle"), named.get("below"), library.editor);

    assertThat(terms.require(named.get("below"), library.editor).broader()).isEqualTo("top");
    assertThat(terms.require(named.get("between"), library.editor).broader()).isEqualTo("below");
  }

  @Test
  void aDeletedVocabularyTakesItsTagsAlong() throws IOException {
    var name = "term " + UUID.randomUUID();
    var vocabulary =
        vocabularies.create(
            "deleted " + UUID.randomUUID(),
            Vocabulary.Kind.CLOSED,
            List.of(NewTerm.of(name)),
            library.editor);
    var document = library.document(TaggedLibrary.TEXT);
    tagging.setByPerson(document, List.of(name, "other"), library.editor);

    vocabularies.delete(vocabulary.id(), library.editor);

    assertThat(tags.of(document)).extracting(Tag::name).containsExactly("other");
  }
}
