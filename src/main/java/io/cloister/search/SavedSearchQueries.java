package io.cloister.search;

import java.util.List;
import org.springframework.stereotype.Component;

/** What people keep looking for, without who does: to try an index with. */
@Component
public class SavedSearchQueries {

  private static final int MOST = 500;

  private final SavedSearchRows rows;

  SavedSearchQueries(SavedSearchRows rows) {
    this.rows = rows;
  }

  /** Each once; none that has no words, and not more than a few hundred. */
  public List<SearchQuery> all() {
    return rows.all(MOST).stream()
        .map(search -> search.query().query(1))
        .filter(query -> !query.text().isBlank())
        .distinct()
        .toList();
  }
}
