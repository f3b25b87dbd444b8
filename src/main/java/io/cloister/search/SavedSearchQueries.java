package io.cloister.search;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people keep looking for, without who does: to try an index with. */
@Component
public class SavedSearchQueries {

  private static final int MOST = 500;

  private final SavedSearchRows rows;
  private final Clock clock;

  SavedSearchQueries(SavedSearchRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Each once; none that has no words, and not more than a few hundred. */
  public List<SearchQuery> all() {
    var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return rows.all(MOST).stream()
        .map(search -> search.query().query(0, 1, false, today))
        .filter(query -> !query.text().isBlank())
        .distinct()
        .toList();
  }
}
