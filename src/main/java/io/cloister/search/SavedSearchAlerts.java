package io.cloister.search;

import io.cloister.identity.People;
import io.cloister.identity.UserId;
import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.search.dates.DateWords;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Notes for each saved search whose owner wants to be told which documents came that match it;
 * tried are those whose words the document has. What an owner may not read at that moment is never
 * noted; it is done within the job that indexes, so that a crash loses none.
 */
@Component
class SavedSearchAlerts {

  private static final Logger log = LoggerFactory.getLogger(SavedSearchAlerts.class);

  private final SavedSearchRows rows;
  private final PassageSearch search;
  private final Presearch presearch;
  private final People people;
  private final Collections collections;
  private final Clock clock;

  SavedSearchAlerts(
      SavedSearchRows rows,
      PassageSearch search,
      Presearch presearch,
      People people,
      Collections collections,
      Clock clock) {
    this.rows = rows;
    this.search = search;
    this.presearch = presearch;
    this.people = people;
    this.collections = collections;
    this.clock = clock;
  }

  @EventListener
  void on(DocumentIndexed indexed) {
    var queries = queries();
    if (queries.isEmpty()) {
      return;
    }
    var possible = presearch.possible(queries.values(), indexed.document());
    var scopes = new HashMap<UserId, AccessScope>();
    queries.forEach((saved, query) -> {
      if (possible.contains(query)) {
        try {
          note(saved, query, indexed.document(), scopes);
        } catch (RuntimeException e) {
          // the document is found all the same
          log.warn("The saved search {} could not be tried: {}", saved.id(), e.toString());
        }
      }
    });
  }

  private Map<SavedSearch, SearchQuery> queries() {
    var queries = new LinkedHashMap<SavedSearch, SearchQuery>();
    for (var saved : rows.watching()) {
      try {
        queries.put(saved, query(saved.query()));
      } catch (RuntimeException e) {
        log.warn("The saved search {} could not be read: {}", saved.id(), e.toString());
      }
    }
    return queries;
  }

  private void note(
      SavedSearch saved, SearchQuery query, DocumentId document, Map<UserId, AccessScope> scopes) {
    var readable = scopes.computeIfAbsent(saved.owner(), this::readable);
    if (search.matches(query, document, scope(saved.query(), readable))) {
      rows.match(saved, document, clock.instant());
    }
  }

  private AccessScope readable(UserId owner) {
    return people.actor(owner).map(collections::scopeOf).orElse(AccessScope.of());
  }

  /** Its words without those that name days, which are read anew each time. */
  private SearchQuery query(SavedQuery saved) {
    var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    var query = saved.query(0, 1, false, today);
    return DateWords.find(query.text(), today)
        .filter(days -> saved.readsDates() && days.isSure())
        .map(query::within)
        .orElse(query);
  }

  private AccessScope scope(SavedQuery query, AccessScope readable) {
    var wanted = query.collections();
    if (wanted.isEmpty()) {
      return readable;
    }
    return readable.narrowedTo(
        collections.names(readable).entrySet().stream()
            .filter(each ->
                wanted.contains(each.getValue()) || wanted.contains(each.getKey().toString()))
            .map(each -> each.getKey())
            .collect(Collectors.toSet()));
  }
}
