package io.cloister.web.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.Version;
import io.cloister.library.collection.Collection;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.tagging.NewTerm;
import io.cloister.tagging.Suggestion;
import io.cloister.tagging.Tagging;
import io.cloister.tagging.Term;
import io.cloister.tagging.Terms;
import io.cloister.tagging.Vocabularies;
import io.cloister.tagging.Vocabulary;
import io.cloister.web.Shelf;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Vocabularies, the panel of a document and the queue of review, by their forms. */
@Running
class TagPagesTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Vocabularies vocabularies;
  @Autowired Terms terms;
  @Autowired Tagging tagging;
  @Autowired Tags tags;

  private final String code = UUID.randomUUID().toString().substring(0, 8);
  private Shelf shelf;
  private Actor editor;
  private Caller browser;

  @BeforeEach
  void anEditor() {
    shelf = new Shelf(product);
    editor = shelf.person("tagger-" + code, Role.EDITOR);
    browser = Caller.signedIn(port, editor.name(), Shelf.PASSWORD);
  }

  @Test
  void makesAVocabularyWithTermsAndMergesThem() {
    assertThat(location(send("/tags", Map.of("name", "Trades " + code, "kind", "closed"))))
        .contains("/tags?vocabulary=");
    var made = vocabularies.find("Trades " + code, editor);
    send("/tags/" + made.id() + "/terms", Map.of("name", "Joiner " + code));
    imported(made, "term,broader,synonyms,definition\nCarpenter %s,,,Works with wood.\n");

    var shown = browser.get("/tags?vocabulary=" + made.id()).body();
    assertThat(shown).contains("Joiner " + code, "Carpenter " + code, "Works with wood.");

    var joiner = term(made, "Joiner " + code);
    send("/tags/terms/" + joiner.id(), Map.of("name", "Cabinetmaker " + code, "synonyms", "a; b"));
    assertThat(term(made, "Cabinetmaker " + code).synonyms()).containsExactlyInAnyOrder("a", "b");
    send("/tags/terms/" + joiner.id() + "/merge", Map.of("into", "Carpenter " + code));
    assertThat(terms(made)).extracting(Term::name).containsExactly("Carpenter " + code);
    send("/tags/terms/" + term(made, "Carpenter " + code).id() + "/delete", Map.of());
    assertThat(terms(made)).isEmpty();
    send("/tags/" + made.id() + "/delete", Map.of());
    assertThat(vocabularies.list(editor)).extracting(Vocabulary::id).doesNotContain(made.id());
  }

  @Test
  void whatCannotBeTakenIsToldOnAPage() {
    var made = vocabularies.create("Odd " + code, Vocabulary.Kind.CLOSED, List.of(), editor);
    for (var answer :
        List.of(
            send("/tags", Map.of("name", " ", "kind", "closed")),
            send("/tags", Map.of("name", "Kind " + code, "kind", "neither")),
            send("/tags/" + made.id() + "/terms", Map.of("name", " ")))) {
      assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
      assertThat(answer.body()).contains("<main").doesNotContain("Exception");
    }
    assertThat(send("/tags", Map.of("name", "Odd " + code, "kind", "open")).statusCode())
        .isEqualTo(409);
    assertThat(send("/tags/terms/none", Map.of("name", "x")).statusCode()).isEqualTo(404);
  }

  @Test
  void whoMayOnlyReadChangesNothing() {
    var staff = shelf.person("reader-" + code, Role.STAFF);
    var theirs = Caller.signedIn(port, staff.name(), Shelf.PASSWORD);

    assertThat(theirs.get("/tags").body()).doesNotContain("name=\"kind\"");
    assertThat(theirs.submit("/c", "/tags", Map.of("name", "x", "kind", "open")).statusCode())
        .isEqualTo(403);
    assertThat(browser.form("/tags", Map.of("name", "x", "kind", "open")).statusCode())
        .as("without the form's token")
        .isEqualTo(403);
  }

  @Test
  void tagsOfADocumentAreSetAndTakenOnItsPanel() {
    var document = document();
    var panel = "/d/" + document.document() + "/tags";

    assertThat(send(panel, Map.of("name", "By hand " + code)).statusCode()).isEqualTo(302);
    assertThat(browser.get(panel).body()).contains("By hand " + code);
    var set = tags.of(document.document()).getFirst();
    assertThat(set.source().word()).isEqualTo("person");
    send(panel + "/" + set.term() + "/remove", Map.of());
    assertThat(tags.of(document.document())).isEmpty();
  }

  @Test
  void suggestionsAreDecidedInTheQueueOneByOneAndTogether() {
    var names = List.of("quarry", "gravel", "basalt", "lorry").stream().map(w -> w + code).toList();
    vocabularies.create(
        "Stone " + code, Vocabulary.Kind.CLOSED, names.stream().map(NewTerm::of).toList(), editor);
    var document = document();
    tagging.suggest(document.document(), "Stone " + code, 10, editor);
    var waiting = proposed(document);
    assertThat(waiting).extracting(Suggestion::name).containsAll(names);
    assertThat(browser.get("/review").body()).contains(names);

    send("/review", Map.of("accept", waiting.get(0).id().toString()));
    send("/review", Map.of("reject", waiting.get(1).id().toString()));
    send("/review", Map.of("all", "accept", "chosen", waiting.get(2).id().toString()));

    assertThat(tags.of(document.document()))
        .extracting(Tag::name)
        .containsExactlyInAnyOrder(waiting.get(0).name(), waiting.get(2).name());
    assertThat(proposed(document)).doesNotContain(waiting.get(1));
    assertThat(send("/review", Map.of("accept", UUID.randomUUID().toString())).statusCode())
        .isEqualTo(404);
  }

  private Version document() {
    Collection collection = shelf.collection("Tagged " + code, editor);
    return shelf.ready(
        "Quarry report " + code,
        collection,
        editor,
        "The quarry%1$s sells gravel%1$s. Basalt%1$s leaves it by lorry%1$s. The quarry%1$s and the"
                .formatted(code)
            + " gravel%1$s of it are known; basalt%1$s less so, the lorry%1$s least."
                .formatted(code));
  }

  private List<Suggestion> proposed(Version document) {
    return tagging.of(document.document(), editor).stream()
        .filter(one -> one.state() == Suggestion.State.PROPOSED)
        .filter(one -> one.vocabularyName().equals("Stone " + code))
        .toList();
  }

  private HttpResponse<String> send(String action, Map<String, String> fields) {
    return browser.submit("/tags", action, fields);
  }

  private HttpResponse<String> imported(Vocabulary into, String table) {
    var path = "/tags/" + into.id() + "/import";
    var fields = Map.of("_csrf", browser.formToken("/tags"));
    return browser.upload(path, fields, "terms.csv", table.formatted(code));
  }

  private List<Term> terms(Vocabulary of) {
    return terms.list(of.id(), "", editor, 0, 50).items();
  }

  private Term term(Vocabulary of, String name) {
    return terms(of).stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
