package io.cloister.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.jobs.Niceness;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.library.tag.TagsGiven;
import io.cloister.library.text.Passages;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Running
class TaggingTests {

  @LocalServerPort int port;
  @Autowired Tagging tagging;
  @Autowired Taggers taggers;
  @Autowired Versions versions;
  @Autowired Documents documents;
  @Autowired Vocabularies vocabularies;
  @Autowired Suggestions suggestions;
  @Autowired Passages passages;
  @Autowired Collections collections;
  @Autowired Tags tags;
  @Autowired ApplicationEventPublisher events;

  @Autowired ApplicationContext context;

  private TaggedLibrary library;
  private Actor admin;
  private Actor editor;
  private Collection collection;

  @BeforeEach
  void makePeople() {
    library = new TaggedLibrary(context);
    admin = library.admin;
    editor = library.editor;
    collection = library.collection;
  }

  @Test
  void proposesPhrasesWithEvidenceThatStandsInTheText() throws Exception {
    var document = library.document(TaggedLibrary.TEXT);

    var proposed = tagging.of(document, editor);

    assertThat(proposed).extracting(Suggestion::name).contains("data retention policy");
    assertThat(proposed)
        .allSatisfy(suggestion -> {
          assertThat(suggestion.confidence()).isBetween(0.0, 1.0);
          assertThat(suggestion.evidence())
              .isNotEmpty()
              .allSatisfy(evidence -> {
                assertThat(TaggedLibrary.TEXT.substring(evidence.start(), evidence.end()))
                    .isEqualTo(evidence.quote());
                assertThat(evidence.quote()).hasSizeLessThanOrEqualTo(400);
                assertThat(passages.find(evidence.passage())).isPresent();
              });
        });
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatNobodyWaitsForIsComputedByAThreadThatComesSecond() throws Exception {
    var document = versions.current(library.document(TaggedLibrary.TEXT)).orElseThrow();

    taggers.passInBackground(document, false);

    assertThat(suggestions.of(document.id())).isNotEmpty();
    assertThat(Niceness.ofThreads("keyphrases-"))
        .isNotEmpty()
        .containsOnly(Niceness.ofBackground());
  }

  @Test
  void keepsNothingOfADocumentThatWasPurgedMeanwhile() throws Exception {
    var document = versions.current(library.document(TaggedLibrary.TEXT)).orElseThrow();
    documents.purge(document.id());

    taggers.pass(document);

    assertThat(suggestions.of(document.id())).isEmpty();
  }

  @Test
  void findsTermsOfAClosedVocabularyByNameAndSynonymInAnyForm() throws Exception {
    var vocabulary =
        vocabularies.create(
            "records " + UUID.randomUUID(),
            Vocabulary.Kind.CLOSED,
            List.of(
                new NewTerm("Retention", null, List.of("keeping of data"), null),
                new NewTerm("Invoice", null, List.of(), null),
                new NewTerm("Recruitment", null, List.of("job application", "candidate"), null),
                NewTerm.of("Travel")),
            editor);

    var proposed =
        tagging.suggest(
            library.document(TaggedLibrary.TEXT), vocabulary.id().toString(), 10, editor);

    assertThat(proposed)
        .extracting(Suggestion::name)
        .containsExactlyInAnyOrder("Retention", "Invoice", "Recruitment");
    assertThat(proposed).allMatch(s -> s.term() != null && !s.evidence().isEmpty());
  }

  @Test
  void acceptingMakesATagThatAPersonSet() throws Exception {
    var document = library.document(TaggedLibrary.TEXT);
    var suggestion = tagging.of(document, editor).getFirst();

    var accepted = tagging.accept(suggestion.id(), editor);

    assertThat(accepted.state()).isEqualTo(Suggestion.State.ACCEPTED);
    assertThat(tags.of(document))
        .singleElement()
        .satisfies(tag -> {
          assertThat(tag.name()).isEqualTo(suggestion.name());
          assertThat(tag.source()).isEqualTo(Tag.Source.PERSON);
        });
  }

  @Test
  void whatWasRejectedIsNotProposedAgainAfterReadingAnew() throws Exception {
    var document = library.document(TaggedLibrary.TEXT);
    var rejected = tagging.of(document, editor).getFirst();
    tagging.reject(rejected.id(), editor);

    var again = tagging.suggest(document, null, 10, editor);

    assertThat(again).isNotEmpty().extracting(Suggestion::name).doesNotContain(rejected.name());
    assertThat(suggestions.require(rejected.id()).state()).isEqualTo(Suggestion.State.REJECTED);
  }

  @Test
  void aTagThatAPersonTookAwayIsNotProposedAgain() throws Exception {
    var document = library.document(TaggedLibrary.TEXT);
    tagging.setByPerson(document, List.of("Data retention policy", "something else"), editor);

    tagging.setByPerson(document, List.of("something else"), editor);

    assertThat(tags.of(document)).extracting(Tag::name).containsExactly("something else");
    assertThat(tagging.suggest(document, null, 10, editor))
        .extracting(suggestion -> Names.fold(suggestion.name()))
        .doesNotContain("data retention policy", "something else");
  }

  @Test
  void whoMayOnlyReadSeesSuggestionsButDecidesNothing() throws Exception {
    var reader = library.person(Role.EDITOR);
    collections.setAccess(
        collection.id(),
        List.of(
            Access.ofUser(editor.user(), Right.MANAGE), Access.ofUser(reader.user(), Right.READ)),
        editor);
    var document = library.document(TaggedLibrary.TEXT);
    var suggestion = tagging.of(document, reader).getFirst();

    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> tagging.accept(suggestion.id(), reader));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> tagging.setByPerson(document, List.of("x"), reader));
    assertThat(tagging.toReview(null, reader, 0, 20).items())
        .noneMatch(s -> s.document().equals(document));
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> tagging.accept(suggestion.id(), library.person(Role.EDITOR)));
  }

  @Test
  void tagsThatADocumentBringsAlongCountAsAPersons() throws Exception {
    var document = library.document(TaggedLibrary.TEXT);

    events.publishEvent(new TagsGiven(document, List.of("Brought along"), editor));

    assertThat(tags.of(document))
        .singleElement()
        .satisfies(tag -> assertThat(tag.source()).isEqualTo(Tag.Source.PERSON));
  }

  @Test
  void speaksTheContract() throws Exception {
    collections.setAccess(
        collection.id(),
        List.of(
            Access.ofUser(editor.user(), Right.MANAGE), Access.ofUser(admin.user(), Right.WRITE)),
        editor);
    var document = library.document(TaggedLibrary.TEXT);
    var caller = Caller.admin(port);

    var suggested =
        json(
            caller
                .post("/api/v1/documents/%s/tag-suggestions".formatted(document), "{\"limit\":3}")
                .body());
    assertThat(suggested.path("items").size()).isEqualTo(3);
    var first = suggested.path("items").get(0);
    assertThat(first.path("evidence").get(0).path("quote").asString()).isNotBlank();
    assertThat(first.path("source").asString()).isEqualTo("lexical");

    var id = first.path("id").asString();
    var accepted = json(caller.post("/api/v1/tag-suggestions/" + id + "/accept", "{}").body());
    assertThat(accepted.path("state").asString()).isEqualTo("accepted");
    assertThat(accepted.path("term").path("id").asString()).isNotBlank();

    var put =
        json(
            caller
                .send(
                    "PUT",
                    "/api/v1/documents/%s/tags".formatted(document),
                    "{\"tags\":[\"Alpha\"]}")
                .body());
    assertThat(put.path("tags").get(0).path("name").asString()).isEqualTo("Alpha");

    var skos =
        caller.send(
            "POST",
            "/api/v1/vocabularies",
            java.net.http.HttpRequest.BodyPublishers.ofString("@prefix skos: <x> ."),
            Map.of("Content-Type", "text/turtle"));
    assertThat(skos.statusCode()).isEqualTo(415);
    assertThat(json(skos.body()).path("code").asString()).isEqualTo("skos-not-read");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
