package io.cloister.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.search.Shelf;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@Running
class SearchControllerTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Shelf shelf;

  private AskingReader asker;

  @BeforeEach
  void aReaderOfOneOfTwoCollections() {
    asker = AskingReader.of(product, port);
  }

  @Test
  void answersInTheShapeOfTheContract() {
    var policy = shelf.add(asker.open(), "Records policy", "Zygotes are kept for six months.");
    shelf.tag(policy, "Policy");

    // other tests may leave documents for everyone, and a meaning is near to some of them
    var found = asker.get("/api/v1/search", "q", "zygotes", "collection", asker.open().toString());

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
    shelf.add(asker.open(), "Menu", "Soup is served at noon.");
    var secret = shelf.add(asker.closed(), "Merger", "Project quokkafusion buys the brewery.");
    shelf.tag(secret, "quokka-tag");

    var found = asker.get("/api/v1/search", "q", "quokkafusion");
    assertThat(ids(found)).doesNotContain(secret.toString());
    assertThat(found.toString()).doesNotContain("quokka-tag", "Merger");

    // a word of the hidden document only, misspelled: no better spelling is known
    assertThat(asker.get("/api/v1/search", "q", "quokkafusoin").at("/didYouMean").isNull())
        .isTrue();
    assertThat(asker.get("/api/v1/suggest", "q", "quokka").at("/suggestions")).isEmpty();
    assertThat(asker.get("/api/v1/suggest", "q", "merg").at("/suggestions")).isEmpty();

    var everything = asker.get("/api/v1/search", "collection", asker.open().toString());
    assertThat(everything.at("/total").asInt()).isOne();
    assertThat(everything.at("/facets/tag")).isEmpty();
    assertThat(asker.status("/api/v1/search", "collection", asker.closed().toString()))
        .isEqualTo(404);
    assertThat(asker.status("/api/v1/documents/" + secret + "/similar")).isEqualTo(404);
  }

  @Test
  void offersABetterSpellingFromWhatTheCallerMaySee() {
    shelf.add(asker.open(), "Rules", "The zymurgical retention is seven years.");

    assertThat(asker.get("/api/v1/search", "q", "zymurgicla rules").at("/didYouMean").asString())
        .isEqualTo("zymurgical rules");
    assertThat(asker.get("/api/v1/suggest", "q", "zymur").at("/suggestions/0").asString())
        .isEqualTo("zymurgical");
  }

  @Test
  void narrowsByTagsWithCommasAndWithout() {
    var both = shelf.add(asker.open(), "Both", "A wombat digs.");
    var one = shelf.add(asker.open(), "One", "A wombat sleeps.");
    shelf.tag(both, "animals, small");
    shelf.tag(both, "digging");
    shelf.tag(one, "animals, small");

    assertThat(ids(asker.get("/api/v1/search", "q", "wombat", "tag", "animals, small")))
        .containsExactlyInAnyOrder(both.toString(), one.toString());
    assertThat(
            ids(
                asker.get(
                    "/api/v1/search", "q", "wombat", "tag", "Animals, small", "-tag", "digging")))
        .containsExactly(one.toString());
    assertThat(ids(asker.get("/api/v1/search", "q", "wombat tag:digging")))
        .containsExactly(both.toString());
  }

  @Test
  void demandsWhatTheSyntaxDemands() {
    var right =
        shelf.add(asker.open(), "Right", "Kept for seven long years.", "A numbat looks on.");
    var wrong = shelf.add(asker.open(), "Wrong", "Seven numbats; years later kept.");

    assertThat(words("\"seven long years\"")).containsExactly(right.toString());
    assertThat(words("\"kept years\"~4")).contains(right.toString());
    assertThat(words("seven -numbat")).isEmpty();
    assertThat(words("numbat AND long")).containsExactly(right.toString());
    assertThat(words("title:wrong")).containsExactly(wrong.toString());
    assertThat(asker.get("/api/v1/search", "q", "\"seven").at("/interpretation").asString())
        .isEqualTo("fallback");
  }

  @Test
  void ordersAndPages() {
    for (var title : List.of("Cherry", "Apple", "Banana")) {
      shelf.add(asker.open(), title, "The bilby ate a " + title + ".");
    }

    // by words: what is near by meaning depends on what else the library holds
    var address = "/api/v1/search?q=bilby&mode=keyword&size=2&sort=";
    var first = asker.get(address + "title");
    var second = asker.get(address + "title&page=1");

    assertThat(first.at("/total").asInt()).isEqualTo(3);
    assertThat(first.at("/hits/0/document/title").asString()).isEqualTo("Apple");
    assertThat(first.at("/hits/1/document/title").asString()).isEqualTo("Banana");
    assertThat(second.at("/hits/0/document/title").asString()).isEqualTo("Cherry");
    assertThat(second.at("/hits")).hasSize(1);
    assertThat(asker.get(address + "newest").at("/hits/0/document/title").asString())
        .isEqualTo("Banana");
  }

  @Test
  void refusesWhatIsNotValid() {
    assertThat(asker.status("/api/v1/search", "size", "0")).isEqualTo(422);
    assertThat(asker.status("/api/v1/search", "mode", "magic")).isEqualTo(422);
    assertThat(asker.status("/api/v1/search", "page", "x")).isEqualTo(400);
    assertThat(asker.status("/api/v1/search", "from", "some day")).isEqualTo(400);
    assertThat(asker.status("/api/v1/search", "explain", "true")).isEqualTo(403);
  }

  private List<String> words(String query) {
    return ids(asker.get("/api/v1/search", "q", query, "mode", "keyword"));
  }

  private static List<String> ids(JsonNode found) {
    return found.at("/hits").valueStream().map(hit -> hit.at("/document/id").asString()).toList();
  }
}
