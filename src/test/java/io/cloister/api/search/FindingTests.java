package io.cloister.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.search.Shelf;
import io.cloister.search.finding.Pins;
import io.cloister.tagging.NewTerm;
import io.cloister.tagging.Vocabularies;
import io.cloister.tagging.Vocabulary;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** What is made of what people say, and what they keep, over HTTP. */
@Running
class FindingTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Shelf shelf;
  @Autowired Collections collections;
  @Autowired People people;
  @Autowired JsonMapper json;
  @Autowired Vocabularies vocabularies;
  @Autowired Pins pins;

  private AskingReader asker;

  @BeforeEach
  void aReaderOfOneOfTwoCollections() {
    asker = AskingReader.of(product, port);
  }

  @Test
  void narrowsToDaysInWordsAndLooksForTheWordsWhereNothingIsFromThen() {
    shelf.add(asker.open(), "Of dugongs", "A dugong grazes. Its tag fell off last week.");

    var today = asker.get("/api/v1/search", "q", "dugong today", "mode", "keyword");
    assertThat(today.at("/dates/words").asString()).isEqualTo("today");
    assertThat(today.at("/dates/applied").asBoolean()).isTrue();
    assertThat(today.at("/total").asInt()).isOne();

    var earlier = asker.get("/api/v1/search", "q", "dugong before 2019", "mode", "keyword");
    assertThat(earlier.at("/dates/to").asString()).isEqualTo("2018-12-31");
    assertThat(earlier.at("/dates/applied").asBoolean()).isFalse();
    assertThat(earlier.at("/total").asInt()).isOne();

    assertThat(
            asker.get("/api/v1/search", "q", "dugong today", "dates", "off").at("/dates").isNull())
        .isTrue();
    assertThat(asker.get("/api/v1/search", "q", "dugong \"last week\"").at("/dates").isNull())
        .isTrue();
    assertThat(asker.get("/api/v1/search", "q", "dugong", "to", "1999").at("/total").asInt())
        .isZero();
  }

  @Test
  void tellsOfWhenTheDocumentsAreThatArePreferred() {
    var older = shelf.add(asker.open(), "Dugongs 2021-Q2", "A dugong grazes in the lagoon.");
    var newer = shelf.add(asker.open(), "Dugongs 2021-Q4", "A dugong grazes in the lagoon.");

    var named = asker.get("/api/v1/search", "q", "where the dugong grazes in Q2 2021");
    assertThat(named.at("/preferred/days/0/from").asString()).isEqualTo("2021-04-01");
    assertThat(named.at("/preferred/days/0/to").asString()).isEqualTo("2021-06-30");
    assertThat(named.at("/hits/0/document/id").asString()).isEqualTo(older.toString());

    var latest = asker.get("/api/v1/search", "q", "latest on where the dugong grazes");
    assertThat(latest.at("/preferred/days").isArray()).isTrue();
    assertThat(latest.at("/preferred/days")).isEmpty();
    assertThat(latest.at("/hits/0/document/id").asString()).isEqualTo(newer.toString());

    var asWords =
        asker.get("/api/v1/search", "q", "latest on where the dugong grazes", "dates", "off");
    assertThat(asWords.get("preferred").isNull()).isTrue();

    var sorted =
        asker.get("/api/v1/search", "q", "latest on where the dugong grazes", "sort", "oldest");
    assertThat(sorted.get("preferred").isNull()).as("sorted by something else").isTrue();
  }

  @Test
  void looksForOtherNamesThatVocabulariesHave() {
    var editor = shelf.person(people, Role.EDITOR);
    var airship = new NewTerm("Aerostat zq", null, List.of("zeppelinzq"), null);
    vocabularies.create(
        "Names " + UUID.randomUUID(), Vocabulary.Kind.CLOSED, List.of(airship), editor);
    var other = shelf.add(asker.open(), "Over the lake", "A zeppelinzq rises.");
    var said = shelf.add(asker.open(), "Over the hills", "An aerostat zq rises.");

    var found = asker.get("/api/v1/search", "q", "aerostat zq", "mode", "keyword");
    assertThat(found.at("/otherNames/0/said").asString()).isEqualTo("aerostat zq");
    assertThat(found.at("/otherNames/0/others/0").asString()).isEqualTo("zeppelinzq");
    assertThat(found.at("/hits/0/document/id").asString()).isEqualTo(said.toString());
    assertThat(found.at("/hits/1/document/id").asString()).isEqualTo(other.toString());
    assertThat(found.at("/hits/1/highlights/0").asString()).contains("<mark>zeppelinzq</mark>");

    var without =
        asker.get("/api/v1/search", "q", "aerostat zq", "mode", "keyword", "-also", "Zeppelinzq");
    assertThat(without.at("/total").asInt()).isOne();
    assertThat(without.at("/otherNames").isEmpty()).isTrue();
  }

  @Test
  void findsThePassagesOfOneDocumentInReadingOrder() {
    var id =
        shelf.add(
            asker.open(),
            "On echidnas",
            "Echidnas dig.",
            "Nothing here.",
            "Ants, said an echidna.");
    shelf.add(asker.open(), "Elsewhere", "Echidnas dig here as well.");

    var found = asker.get("/api/v1/documents/" + id + "/find", "q", "echidna");
    assertThat(found.at("/found").size()).isEqualTo(2);
    assertThat(found.at("/found/0/passage/start").asInt()).isZero();
    assertThat(found.at("/found/1/highlights/0").asString()).contains("<mark>echidna</mark>");
    assertThat(asker.status("/api/v1/documents/" + UUID.randomUUID() + "/find", "q", "x"))
        .isEqualTo(404);
  }

  @Test
  void countsDocumentsThatTheCallerMayRead() {
    shelf.tag(shelf.add(asker.open(), "One gharial", "A gharial basks."), "gharials zq");
    shelf.tag(shelf.add(asker.open(), "Two gharials", "Gharials bask."), "gharials zq");
    shelf.tag(shelf.add(asker.closed(), "Third gharial", "A gharial hides."), "gharials zq");

    var counted = asker.get("/api/v1/corpus", "q", "How many documents are tagged gharials zq?");
    assertThat(counted.at("/total").asInt()).isEqualTo(2);
    assertThat(counted.at("/kind").asString()).isEqualTo("count");
    assertThat(counted.at("/answer").asString())
        .startsWith("There are 2 documents with the tag “gharials zq”. Counted were ");
    assertThat(counted.at("/coverage/counted").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(counted.at("/query/tag/0").asString()).isEqualTo("gharials zq");

    var german = asker.get("/api/v1/corpus", "q", "Wie viele Dokumente enthalten gharial?");
    assertThat(german.at("/answer").asString()).startsWith("Es gibt 2 Dokumente mit den Wörtern");
    assertThat(asker.status("/api/v1/corpus", "q", "How many gharials bask?")).isEqualTo(422);
  }

  @Test
  void showsWhatIsPinnedOnlyToWhoMayReadIt() {
    var editor = shelf.person(people, Role.EDITOR);
    var reader = Access.ofUser(editor.user(), Right.READ);
    collections.setAccess(asker.closed(), List.of(reader), shelf.librarian());
    var pinned = shelf.add(asker.closed(), "The rule itself", "Text.");
    var query = "What holds, " + UUID.randomUUID();
    var pin = pins.pin(query, pinned, editor);

    assertThat(pins.of(query.toUpperCase(java.util.Locale.ROOT) + "?", collections.scopeOf(editor)))
        .extracting(one -> one.document().id())
        .containsExactly(pinned);
    assertThat(asker.get("/api/v1/search", "q", query).at("/pinned").isEmpty()).isTrue();

    pins.unpin(pin.id().toString(), editor);
    assertThat(pins.of(query, collections.scopeOf(editor))).isEmpty();
  }

  @Test
  void keepsASearchAndTellsWhatIsNewForIt() {
    var me = Caller.withToken(port, asker.token());
    var kept =
        me.post(
            "/api/v1/saved-searches",
            """
            {"name": "Zygotes", "query": {"q": "zygotes", "language": ["en"]}, "alert": "at-once"}
            """);
    assertThat(kept.statusCode()).isEqualTo(201);
    var policy = shelf.add(asker.open(), "Of zygotes", "Zygotes are kept.");

    var listed = json.readTree(me.get("/api/v1/saved-searches").body()).at("/0");
    assertThat(listed.at("/name").asString()).isEqualTo("Zygotes");
    assertThat(listed.at("/query/q/0").asString()).isEqualTo("zygotes");
    assertThat(listed.at("/alert").asString()).isEqualTo("at-once");
    assertThat(listed.at("/news/0/id").asString()).isEqualTo(policy.toString());

    var id = listed.at("/id").asString();
    assertThat(me.delete("/api/v1/saved-searches/" + id).statusCode()).isEqualTo(204);
    assertThat(me.get("/api/v1/saved-searches").body()).isEqualTo("[]");
  }

  @Test
  void keepsNoSearchForNothing() {
    var me = Caller.withToken(port, asker.token());

    var empty = me.post("/api/v1/saved-searches", "{\"name\":\"x\",\"query\":{\"q\":\"\"}}");
    assertThat(empty.statusCode()).isEqualTo(422);
    var magic =
        me.post(
            "/api/v1/saved-searches", "{\"name\":\"x\",\"query\":{\"q\":\"y\"},\"alert\":\"z\"}");
    assertThat(magic.statusCode()).isEqualTo(422);
  }
}
