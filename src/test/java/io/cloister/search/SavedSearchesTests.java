package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.library.CollectionId;
import io.cloister.library.Conflict;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.search.SavedSearch.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Running
class SavedSearchesTests {

  @Autowired SavedSearches searches;
  @Autowired SavedSearchRows rows;
  @Autowired Shelf shelf;
  @Autowired People people;
  @Autowired Collections collections;
  @Autowired PassageIndex index;

  private Actor owner;
  private CollectionId open;
  private CollectionId closed;

  @BeforeEach
  void aReaderOfOneOfTwoCollections() {
    owner = shelf.person(people, Role.STAFF);
    open = shelf.collection();
    closed = shelf.collection();
    allow(owner);
  }

  @Test
  void tellsOfANewDocumentThatHasAllTheWords() {
    shelf.add(open, "Earlier", "A pangolin was measured.");
    keep("measured pangolins", Alert.AT_ONCE);
    var both = shelf.add(open, "Both", "One pangolin sleeps.", "Then it was measured.");
    shelf.add(open, "One only", "A pangolin sleeps.");

    assertThat(news()).containsExactly(both);

    searches.see(searches.of(owner).getFirst().id().toString(), owner);
    index.refresh(both);
    assertThat(news()).isEmpty();
  }

  @Test
  void tellsNothingOfWhatTheOwnerMayNotRead() {
    keep("pangolin", Alert.AT_ONCE);
    shelf.add(closed, "Hidden", "A pangolin sleeps.");
    shelf.add(open, "Shown", "A pangolin sleeps.");
    assertThat(news()).hasSize(1);

    collections.setAccess(open, List.of(), shelf.librarian());
    assertThat(news()).isEmpty();
  }

  @Test
  void keepsToTheFiltersOfTheSearch() {
    var query = Map.of("q", List.of("pangolin"), "language", List.of("de"));
    searches.save("German", new SavedQuery(query), Alert.AT_ONCE, owner);
    shelf.add(open, "In English", "A pangolin sleeps.");
    var german = shelf.addIn("de", open, "Auf Deutsch", "Das Tier heißt Pangolin.");

    assertThat(news()).containsExactly(german);
  }

  @Test
  void tellsTheNextDayOfWhatIsToBeToldDaily() {
    keep("pangolin", Alert.DAILY);
    shelf.add(open, "Today", "A pangolin sleeps.");

    assertThat(news()).isEmpty();
  }

  @Test
  void matchesNothingThatWasPurgedMeanwhile() {
    keep("pangolin", Alert.AT_ONCE);

    rows.match(searches.of(owner).getFirst(), DocumentId.random(), Instant.now());

    assertThat(news()).isEmpty();
  }

  @Test
  void takesANameOnce() {
    keep("pangolin", Alert.NONE);

    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> keep("pangolin", Alert.NONE));
  }

  @Test
  void isThereForItsOwnerOnly() {
    keep("pangolin", Alert.AT_ONCE);
    var id = searches.of(owner).getFirst().id().toString();
    var other = shelf.person(people, Role.ADMIN);

    assertThat(searches.of(other)).isEmpty();
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> searches.delete(id, other));
    searches.delete(id, owner);
    assertThat(searches.of(owner)).isEmpty();
  }

  private void allow(Actor reader) {
    collections.setAccess(
        open, List.of(Access.ofUser(reader.user(), Right.READ)), shelf.librarian());
  }

  private void keep(String words, Alert alert) {
    searches.save(words, new SavedQuery(Map.of("q", List.of(words))), alert, owner);
  }

  private List<DocumentId> news() {
    return searches.withNews(owner).stream()
        .flatMap(each -> each.news().stream())
        .map(Document::id)
        .toList();
  }
}
