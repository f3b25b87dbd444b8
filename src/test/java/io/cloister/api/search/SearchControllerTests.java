package io.cloister.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.search.PassageIndex;
import io.cloister.search.Shelf;
import io.cloister.search.finding.Pins;
import io.cloister.tagging.NewTerm;
import io.cloister.tagging.Vocabularies;
import io.cloister.tagging.Vocabulary;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Running
class SearchControllerTests {

  @LocalServerPort int port;
  @Autowired Shelf shelf;
  @Autowired Tags tags;
  @Autowired PassageIndex index;
  @Autowired Collections collections;
  @Autowired People people;
  @Autowired Tokens tokens;
  @Autowired Vocabularies vocabularies;
  @Autowired Pins pins;
  @Autowired JsonMapper json;

  CollectionId open;
  CollectionId closed;
  String token;

  @BeforeEach
  void aReaderOfOneOfTwoCollections() {
    open = shelf.collection();
    closed = shelf.collection();
    var reader = person(Role.STAFF);
    collections.setAccess(
        open, List.of(Access.ofUser(reader.user(), Right.READ)), shelf.librarian());
    token = tokens.issue(reader.user(), "search test", null, reader).secret();
  }

  @Test
  void narrowsToDaysInWordsAndLooksForTheWordsWhereNothingIsFromThen() {
    shelf.add(open, "Of dugongs", "A dugong grazes. Its tag fell off last week.");

    var today = get("/api/v1/search", "q", "dugong today", "mode", "keyword");
    assertThat(today.at("/dates/words").asString()).isEqualTo("today");
    assertThat(today.at("/dates/applied").asBoolean()).isTrue();
    assertThat(today.at("/total").asInt()).isOne();

    var earlier = get("/api/v1/search", "q", "dugong before 2019", "mode", "keyword");
    assertThat(earlier.at("/dates/to").asString()).isEqualTo("2018-12-31");
    assertThat(earlier.at("/dates/applied").asBoolean()).isFalse();
    assertThat(earlier.at("/total").asInt()).isOne();

    assertThat(get("/api/v1/search", "q", "dugong today", "dates", "off").at("/dates").isNull())
        .isTrue();
    assertThat(get("/api/v1/search", "q", "dugong \"last week\"").at("/dates").isNull()).isTrue();
    assertThat(get("/api/v1/search", "q", "dugong", "to", "1999").at("/total").asInt()).isZero();
  }

  @Test
  void looksForOtherNamesThatVocabulariesHave() {
    var editor = person(Role.EDITOR);
    var airship = new NewTerm("Aerostat zq", null, List.of("zeppelinzq"), null);
    vocabularies.create(
        "Names " + UUID.randomUUID(), Vocabulary.Kind.CLOSED, List.of(airship), editor);
    var other = shelf.add(open, "Over the lake", "A zeppelinzq rises.");
    var said = shelf.add(open, "Over the hills", "An aerostat zq rises.");

    var found = get("/api/v1/search", "q", "aerostat zq", "mode", "keyword");
    assertThat(found.at("/otherNames/0/said").asString()).isEqualTo("aerostat zq");
    assertThat(found.at("/otherNames/0/others/0").asString()).isEqualTo("zeppelinzq");
    assertThat(found.at("/hits/0/document/id").asString()).isEqualTo(said.toString());
    assertThat(found.at("/hits/1/document/id").asString()).isEqualTo(other.toString());
    assertThat(found.at("/hits/1/highlights/0").asString()).contains("<mark>zeppelinzq</mark>");

    var without =
        get("/api/v1/search", "q", "aerostat zq", "mode", "keyword", "-also", "Zeppelinzq");
    assertThat(without.at("/total").asInt()).isOne();
    assertThat(without.at("/otherNames").isEmpty()).isTrue();
  }

  @Test
  void findsThePassagesOfOneDocumentInReadingOrder() {
    var id =
        shelf.add(open, "On echidnas", "Echidnas dig.", "Nothing here.", "Ants, said an echidna.");
    shelf.add(open, "Elsewhere", "Echidnas dig here as well.");

    var found = get("/api/v1/documents/" + id + "/find", "q", "echidna");
    assertThat(found.at("/found").size()).isEqualTo(2);
    assertThat(found.at("/found/0/passage/start").asInt()).isZero();
    assertThat(found.at("/found/1/highlights/0").asString()).contains("<mark>echidna</mark>");
    assertThat(status("/api/v1/documents/" + UUID.randomUUID() + "/find", "q", "x")).isEqualTo(404);
  }

  @Test
  void countsDocumentsThatTheCallerMayRead() {
    tag(shelf.add(open, "One gharial", "A gharial basks."), "gharials zq");
    tag(shelf.add(open, "Two gharials", "Gharials bask."), "gharials zq");
    tag(shelf.add(closed, "Third gharial", "A gharial hides."), "gharials zq");

    var counted = get("/api/v1/corpus", "q", "How many documents are tagged gharials zq?");
    assertThat(counted.at("/total").asInt()).isEqualTo(2);
    assertThat(counted.at("/kind").asString()).isEqualTo("count");
    assertThat(counted.at("/answer").asString())
        .startsWith("There are 2 documents with the tag “gharials zq”. Counted were ");
    assertThat(counted.at("/coverage/counted").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(counted.at("/query/tag/0").asString()).isEqualTo("gharials zq");

    var german = get("/api/v1/corpus", "q", "Wie viele Dokumente enthalten gharial?");
    assertThat(german.at("/answer").asString()).startsWith("Es gibt 2 Dokumente mit den Wörtern");
    assertThat(status("/api/v1/corpus", "q", "How many gharials bask?")).isEqualTo(422);
  }

  @Test
  void showsWhatIsPinnedOnlyToWhoMayReadIt() {
    var editor = person(Role.EDITOR);
    var reader = Access.ofUser(editor.user(), Right.READ);
    collections.setAccess(closed, List.of(reader), shelf.librarian());
    var pinned = shelf.add(closed, "The rule itself", "Text.");
    var query = "What holds, " + UUID.randomUUID();
    var pin = pins.pin(query, pinned, editor);

    assertThat(pins.of(query.toUpperCase(java.util.Locale.ROOT) + "?", collections.scopeOf(editor)))
        .extracting(one -> one.document().id())
        .containsExactly(pinned);
    assertThat(get("/api/v1/search", "q", query).at("/pinned").isEmpty()).isTrue();

    pins.unpin(pin.id().toString(), editor);
    assertThat(pins.of(query, collections.scopeOf(editor))).isEmpty();
  }

  @Test
  void answersInTheShapeOfTheContract() {
    var policy = shelf.add(open, "Records policy", "Zygotes are kept for six months.");
    tag(policy, "Policy");

    // other tests may leave documents for everyone, and a meaning is near to some of them
    var found = get("/api/v1/search", "q", "zygotes", "collection", open.toString());

    assertThat(found.at("/query").asString()).isEqualTo("zygotes");
    assertThat(found.at("/mode").asString()).isEqualTo("hybrid");
    assertThat(found.at("/total").asInt()).isOne();
    assertThat(found.at("/incomplete").isBoolean()).isTrue();
    assertThat(found.at("/interpretation").asString()).isEqualTo("plain");
    var hit = found.at("/hits/0");
    assertThat(hit.at("/document/id").asString()).isEqualTo(policy.toString());
    assertThat(hit.at("/document/title").asString()).isEqualTo("Records policy");
    assertThat(hit.at("/document/fileName").asString()).isEqualTo("Records policy.txt");
    assertThat(hit.at("/document/tags/0").asString()).isEqualTo("Policy");
    assertThat(hit.at("/passage/start").asInt()).isZero();
    assertThat(hit.at("/passage/end").asInt()).isEqualTo(32);
    assertThat(hit.at("/highlights/0").asString())
        .isEqualTo("<mark>Zygotes</mark> are kept for six months.");
    assertThat(found.at("/facets/tag/0/value").asString()).isEqualTo("Policy");
    assertThat(found.at("/facets/type/0/value").asString()).isEqualTo("text");
    assertThat(found.at("/facets/language/0/count").asInt()).isOne();
    assertThat(found.at("/facets/collection/0/count").asInt()).isOne();
    assertThat(found.at("/facets/year/0/value").asString()).hasSize(4);
  }

  @Test
  void showsNothingOfWhatTheCallerMayNotSee() {
    shelf.add(open, "Menu", "Soup is served at noon.");
    var secret = shelf.add(closed, "Merger", "Project quokkafusion buys the brewery.");
    tag(secret, "quokka-tag");

    var found = get("/api/v1/search", "q", "quokkafusion");
    assertThat(ids(found)).doesNotContain(secret.toString());
    assertThat(found.toString()).doesNotContain("quokka-tag", "Merger");

    // a word of the hidden document only, misspelled: no better spelling is known
    assertThat(get("/api/v1/search", "q", "quokkafusoin").at("/didYouMean").isNull()).isTrue();
    assertThat(get("/api/v1/suggest", "q", "quokka").at("/suggestions")).isEmpty();
    assertThat(get("/api/v1/suggest", "q", "merg").at("/suggestions")).isEmpty();

    var everything = get("/api/v1/search", "collection", open.toString());
    assertThat(everything.at("/total").asInt()).isOne();
    assertThat(everything.at("/facets/tag")).isEmpty();
    assertThat(status("/api/v1/search", "collection", closed.toString())).isEqualTo(404);
    assertThat(status("/api/v1/documents/" + secret + "/similar")).isEqualTo(404);
  }

  @Test
  void offersABetterSpellingFromWhatTheCallerMaySee() {
    shelf.add(open, "Rules", "The zymurgical retention is seven years.");

    assertThat(get("/api/v1/search", "q", "zymurgicla rules").at("/didYouMean").asString())
        .isEqualTo("zymurgical rules");
    assertThat(get("/api/v1/suggest", "q", "zymur").at("/suggestions/0").asString())
        .isEqualTo("zymurgical");
  }

  @Test
  void narrowsByTagsWithCommasAndWithout() {
    var both = shelf.add(open, "Both", "A wombat digs.");
    var one = shelf.add(open, "One", "A wombat sleeps.");
    tag(both, "animals, small");
    tag(both, "digging");
    tag(one, "animals, small");

    assertThat(ids(get("/api/v1/search", "q", "wombat", "tag", "animals, small")))
        .containsExactlyInAnyOrder(both.toString(), one.toString());
    assertThat(
            ids(get("/api/v1/search", "q", "wombat", "tag", "Animals, small", "-tag", "digging")))
        .containsExactly(one.toString());
    assertThat(ids(get("/api/v1/search", "q", "wombat tag:digging")))
        .containsExactly(both.toString());
  }

  @Test
  void demandsWhatTheSyntaxDemands() {
    var right = shelf.add(open, "Right", "Kept for seven long years.", "A numbat looks on.");
    var wrong = shelf.add(open, "Wrong", "Seven numbats; years later kept.");

    assertThat(words("\"seven long years\"")).containsExactly(right.toString());
    assertThat(words("\"kept years\"~4")).contains(right.toString());
    assertThat(words("seven -numbat")).isEmpty();
    assertThat(words("numbat AND long")).containsExactly(right.toString());
    assertThat(words("title:wrong")).containsExactly(wrong.toString());
    assertThat(get("/api/v1/search", "q", "\"seven").at("/interpretation").asString())
        .isEqualTo("fallback");
  }

  @Test
  void ordersAndPages() {
    for (var title : List.of("Cherry", "Apple", "Banana")) {
      shelf.add(open, title, "The bilby ate a " + title + ".");
    }

    // by words: what is near by meaning depends on what else the library holds
    var address = "/api/v1/search?q=bilby&mode=keyword&size=2&sort=";
    var first = get(address + "title");
    var second = get(address + "title&page=1");

    assertThat(first.at("/total").asInt()).isEqualTo(3);
    assertThat(first.at("/hits/0/document/title").asString()).isEqualTo("Apple");
    assertThat(first.at("/hits/1/document/title").asString()).isEqualTo("Banana");
    assertThat(second.at("/hits/0/document/title").asString()).isEqualTo("Cherry");
    assertThat(second.at("/hits")).hasSize(1);
    assertThat(get(address + "newest").at("/hits/0/document/title").asString()).isEqualTo("Banana");
  }

  @Test
  void refusesWhatIsNotValid() {
    assertThat(status("/api/v1/search", "size", "0")).isEqualTo(422);
    assertThat(status("/api/v1/search", "mode", "magic")).isEqualTo(422);
    assertThat(status("/api/v1/search", "page", "x")).isEqualTo(400);
    assertThat(status("/api/v1/search", "from", "some day")).isEqualTo(400);
    assertThat(status("/api/v1/search", "explain", "true")).isEqualTo(403);
  }

  private List<String> words(String query) {
    return ids(get("/api/v1/search", "q", query, "mode", "keyword"));
  }

  private static List<String> ids(JsonNode found) {
    return found.at("/hits").valueStream().map(hit -> hit.at("/document/id").asString()).toList();
  }

  private void tag(DocumentId document, String name) {
    tags.assign(
        document, new Tag(UUID.randomUUID(), name, "topics", Tag.Source.PERSON, 1), "librarian");
    index.refresh(document);
  }

  @Test
  void keepsASearchAndTellsWhatIsNewForIt() {
    var me = Caller.withToken(port, token);
    var kept =
        me.post(
            "/api/v1/saved-searches",
            """
            {"name": "Zygotes", "query": {"q": "zygotes", "language": ["en"]}, "alert": "at-once"}
            """);
    assertThat(kept.statusCode()).isEqualTo(201);
    var policy = shelf.add(open, "Of zygotes", "Zygotes are kept.");

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
    var me = Caller.withToken(port, token);

    var empty = me.post("/api/v1/saved-searches", "{\"name\":\"x\",\"query\":{\"q\":\"\"}}");
    assertThat(empty.statusCode()).isEqualTo(422);
    var magic =
        me.post(
            "/api/v1/saved-searches", "{\"name\":\"x\",\"query\":{\"q\":\"y\"},\"alert\":\"z\"}");
    assertThat(magic.statusCode()).isEqualTo(422);
  }

  private Actor person(Role role) {
    return shelf.person(people, role);
  }

  private JsonNode get(String path, String... params) {
    return json.readTree(client().get().uri(address(path, params)).retrieve().body(String.class));
  }

  private int status(String path, String... params) {
    return client()
        .get()
        .uri(address(path, params))
        .exchange((_, response) -> response.getStatusCode())
        .value();
  }

  private java.net.URI address(String path, String... params) {
    var address = UriComponentsBuilder.fromUriString("http://localhost:" + port + path);
    for (int i = 0; i < params.length; i += 2) {
      address.queryParam(params[i], "{" + i + "}");
    }
    var values = new Object[params.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = params[2 * i + 1];
    }
    return address.encode().buildAndExpand(values).toUri();
  }

  private RestClient client() {
    return RestClient.builder().defaultHeader("Authorization", "Bearer " + token).build();
  }
}
