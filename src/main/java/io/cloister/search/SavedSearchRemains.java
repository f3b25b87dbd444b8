package io.cloister.search;

import io.cloister.library.bin.RowRemains;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in what saved searches found. */
@Component
final class SavedSearchRemains extends RowRemains {

  SavedSearchRemains(JdbcClient jdbc) {
    super(jdbc, "saved-searches", "saved_search_match");
  }
}
