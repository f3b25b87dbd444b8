package io.cloister.search;

import io.cloister.identity.Actor;
import io.cloister.identity.VisibleText;
import io.cloister.library.Conflict;
import io.cloister.library.Document;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.search.SavedSearch.Alert;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** The searches that people kept, and what came since that matches them. Each sees their own. */
@Component
public class SavedSearches {

  static final int LONGEST_NAME = 200;
  static final int LONGEST_QUERY = 16_000;
  private static final int MOST = 100;
  private static final int MOST_NEWS = 20;

  private final SavedSearchRows rows;
  private final Documents documents;
  private final Collections collections;
  private final Clock clock;

  SavedSearches(SavedSearchRows rows, Documents documents, Collections collections, Clock clock) {
    this.rows = rows;
    this.documents = documents;
    this.collections = collections;
    this.clock = clock;
  }

  /**
   * A kept search with the new documents that match it and were not seen yet, newest first, of
   * those that its owner may read now.
   */
  public record WithNews(SavedSearch search, List<Document> news) {}

  /** By name. */
  public List<SavedSearch> of(Actor owner) {
    return rows.of(owner.user());
  }

  /** By name. */
  public List<WithNews> withNews(Actor owner) {
    var scope = collections.scopeOf(owner);
    return of(owner).stream()
        .map(search ->
            new WithNews(
                search,
                documents.find(
                    rows.unseen(search.id(), toldUpTo(search.alert()), MOST_NEWS), scope)))
        .toList();
  }

  /** Who is told daily hears of a day when it is over. */
  private Instant toldUpTo(Alert alert) {
    var now = clock.instant();
    return alert == Alert.DAILY
        ? now.atZone(ZoneOffset.UTC).toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant()
        : now.plusSeconds(1);
  }

  /**
   * @param name at most 200 characters
   * @throws Conflict if the name is taken, or there are too many
   */
  public SavedSearch save(String name, SavedQuery query, Alert alert, Actor owner) {
    Assert.isTrue(
        VisibleText.isIn(name) && name.length() <= LONGEST_NAME, "a saved search has a name");
    Assert.isTrue(!query.isEmpty(), "a saved search looks for something");
    Assert.isTrue(query.address().length() <= LONGEST_QUERY, "the search is too long to be kept");
    if (of(owner).size() >= MOST) {
      throw new Conflict(
          "too-many",
          "There are %d saved searches already.".formatted(MOST),
          "Delete one that is no longer needed.");
    }
    var saved =
        new SavedSearch(
            UUID.randomUUID(), owner.user(), name.strip(), query, alert, false, clock.instant());
    try {
      rows.insert(saved);
    } catch (DuplicateKeyException _) {
      throw new Conflict(
          "name-taken",
          "There is a saved search named %s already.".formatted(name.strip()),
          "Choose another name, or delete the other search first.");
    }
    return saved;
  }

  /**
   * @throws NotFound if it is not one of this owner's
   */
  public void delete(String id, Actor owner) {
    rows.delete(require(id, owner).id());
  }

  /**
   * Sets when the owner is told, and whether by mail as well; by mail of what comes from now on.
   *
   * @throws NotFound if it is not one of this owner's
   */
  public SavedSearch change(String id, Alert alert, boolean mails, Actor owner) {
    var search = require(id, owner);
    rows.change(search.id(), alert, mails, mails && !search.mails());
    return require(id, owner);
  }

  /**
   * Takes what is new as seen.
   *
   * @throws NotFound if it is not one of this owner's
   */
  public void see(String id, Actor owner) {
    var search = require(id, owner);
    rows.see(search.id(), toldUpTo(search.alert()));
  }

  /**
   * @throws NotFound if it is not one of this owner's
   */
  public SavedSearch require(String id, Actor owner) {
    return of(owner).stream()
        .filter(search -> search.id().toString().equals(id))
        .findFirst()
        .orElseThrow(() -> new NotFound("Saved search", id));
  }
}
