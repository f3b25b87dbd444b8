package io.cloister.web.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.library.Status;
import io.cloister.library.collection.Collection;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.search.PassageIndex;
import io.cloister.web.Shelf;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Running
class SearchPagesTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired io.cloister.search.Shelf texts;
  @Autowired Documents documents;
  @Autowired Versions versions;
  @Autowired Tags tags;
  @Autowired PassageIndex index;

  private Collection collection;
  private Caller mine;

  @BeforeEach
  void ownCollection() {
    var people = new Shelf(product);
    Actor owner = people.person("seeker-" + UUID.randomUUID(), Role.STAFF);
    collection = people.collection("Rules of " + owner.name(), owner);
    mine = Caller.signedIn(port, owner.name(), Shelf.PASSWORD);
  }

  @Test
  void linksAHitToItsPassage() {
    var id =
        texts.add(collection.id(), "Records", "Opening words.", "Dugongs are kept <b>long</b>.");
    var version = documents.require(id, AccessScope.of(collection.id())).current();

    assertThat(mine.get("/search?q=dugongs").body())
        .contains("<mark>Dugongs</mark> are kept &lt;b&gt;long&lt;/b&gt;.")
        .contains("/d/%s?v=1&amp;passage=%s.1&amp;start=15&amp;end=44".formatted(id, version.id()))
        .contains(collection.name());
  }

  @Test
  void saysThatDocumentsAreStillTakenInWhereNothingIsFound() {
    assertThat(mine.get("/search?q=axolotl").body())
        .contains("No result for")
        .doesNotContain("still being taken in");

    for (var status : List.of(Status.RECEIVED, Status.READING)) {
      var name = "Axolotl " + status.word();
      var version = texts.addUnindexed(collection.id(), name, "en", "An axolotl swims.");
      versions.advance(version.id(), status);
    }

    assertThat(mine.get("/search?q=axolotl").body())
        .contains("2 documents are still being taken in");
    assertThat(stranger().get("/search?q=axolotl").body()).doesNotContain("still being taken in");
  }

  private Caller stranger() {
    var name = "stranger-" + UUID.randomUUID();
    new Shelf(product).person(name, Role.STAFF);
    return Caller.signedIn(port, name, Shelf.PASSWORD);
  }

  @Test
  void narrowsByFacetAndTakesTheFilterAway() {
    var one = texts.add(collection.id(), "First of two", "A quoll hunts.");
    texts.add(collection.id(), "Second of two", "A quoll sleeps.");
    tags.assign(one, new Tag(UUID.randomUUID(), "hunting", "topics", Tag.Source.PERSON, 1), "test");
    index.refresh(one);

    var all = mine.get("/search?q=quoll").body();
    assertThat(all).contains("First of two", "Second of two", "/search?q=quoll&amp;tag=hunting");

    var narrowed = mine.get("/search?q=quoll&tag=hunting").body();
    assertThat(narrowed)
        .contains("First of two", "/search?q=quoll\"")
        .doesNotContain("Second of two");
  }

  @Test
  void saysWhatToDoWhenNothingIsFound() {
    texts.add(collection.id(), "Rules", "The numbatological retention is seven years.");

    assertThat(mine.get("/search?q=numbatologicla&mode=keyword").body())
        .contains("/search?q=numbatological", "/ask?q=", "/inbox#add");
  }

  @Test
  void givesTheHitsAsATableThatHoldsNoFormula() {
    texts.add(collection.id(), "=Potoroos, all", "Potoroos dig.");

    assertThat(mine.get("/search?q=potoroos").body()).contains("/search.csv?q=potoroos");
    assertThat(mine.get("/search.csv?q=potoroos").body())
        .startsWith("title,fileName,type,collection,")
        .contains("\r\n\"'=Potoroos, all\",", "Potoroos dig.");
  }

  @Test
  void keepsASearchAndShowsWhatIsNewForIt() {
    var kept = Map.of("name", "Numbats", "q", "numbats", "alert", "at-once");
    var answer = mine.submit("/search?q=numbats", "/searches", kept);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/searches?said=saved"));

    texts.add(collection.id(), "Of numbats", "A numbat hunts.");

    assertThat(mine.get("/searches").body()).contains("/search?q=numbats", "Of numbats");
    assertThat(mine.get("/").body()).contains("/search?q=numbats", "Numbats");
  }

  @Test
  void showsDaysInWordsAsAFilterThatCanBeTakenAway() {
    texts.add(collection.id(), "Of wombats", "A wombat digs.");

    assertThat(mine.get("/search?q=wombat+today").body())
        .contains("Of wombats", "/search?q=wombat\"", "dates=off");
    assertThat(mine.get("/search?q=wombat+before+2019").body())
        .contains("Of wombats", "before 2019");
    assertThat(mine.get("/search?q=wombat&to=before+2019").body()).doesNotContain("Of wombats");
  }

  @Test
  void keepsOnesRecentSearchesUntilTheyAreSwitchedOff() {
    mine.get("/search?q=quokka+habits");

    assertThat(mine.get("/searches").body()).contains("/search?q=quokka+habits");
    assertThat(mine.get("/api/v1/suggest?q=hab").body()).contains("quokka habits");

    mine.submit("/searches", "/searches/recent/setting", Map.of("x", "y"));
    mine.get("/search?q=quokka+habits");
    assertThat(mine.get("/searches").body()).doesNotContain("quokka");
    assertThat(mine.get("/api/v1/recent-searches").body())
        .contains("\"remembers\":false", "\"searches\":[]");
  }

  @Test
  void letsATagBeWantedNotWantedOrNeither() {
    var one = texts.add(collection.id(), "One kowari", "A kowari hunts.");
    texts.add(collection.id(), "Other kowari", "A kowari sleeps.");
    tags.assign(one, new Tag(UUID.randomUUID(), "night", "topics", Tag.Source.PERSON, 1), "test");
    index.refresh(one);

    assertThat(mine.get("/search?q=kowari").body())
        .contains("/search?q=kowari&amp;tag=night", "/search?q=kowari&amp;-tag=night");
    var without = mine.get("/search?q=kowari&-tag=night").body();
    assertThat(without).contains("Other kowari", "facet-not").doesNotContain("One kowari");
  }

  @Test
  void stepsThroughWhatIsFoundInOneDocument() {
    var id = texts.add(collection.id(), "Drop bears", "A bear drops.", "Rest.", "The bear sleeps.");
    var version = documents.require(id, AccessScope.of(collection.id())).current().id();

    assertThat(mine.get("/d/%s?q=bear".formatted(id)).body())
        .contains("Passage 1 of 2", "passage=%s.2&amp;q=bear".formatted(version));
    assertThat(mine.get("/d/%s?q=bear&passage=%s.2".formatted(id, version)).body())
        .contains("Passage 2 of 2", "passage=%s.0&amp;q=bear".formatted(version));
  }

  @Test
  void countsInsteadOfGuessing() {
    texts.add(collection.id(), "Of thylacines", "A thylacine yawns.");

    assertThat(mine.get("/search?q=How+many+documents+mention+thylacine%3F").body())
        .contains("There is one document with the words “thylacine”.", "q=thylacine\"");
    var asked = Map.of("q", "Wie viele Dokumente enthalten thylacine?");
    var thread = mine.submit("/ask", "/ask", asked).headers().firstValue("Location").orElseThrow();
    assertThat(mine.get(thread.replaceFirst("^https?://[^/]+", "")).body())
        .contains("Es gibt ein Dokument mit den Wörtern", "q=thylacine\"");
  }

  @Test
  void showsTheNewestFirstOfAllAndWhatToDoNext() {
    texts.add(collection.id(), "Newest of all", "Text.");

    assertThat(mine.get("/").body()).contains("Newest of all", "action=\"/search\"", "/inbox#add");
  }
}
