package io.cloister.search;

import io.cloister.library.DocumentId;
import io.cloister.library.bin.Remains;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in what saved searches found. */
@Component
final class SavedSearchRemains implements Remains {

  private final JdbcClient jdbc;

  SavedSearchRemains(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String place() {
    return "saved-searches";
  }

  @Override
  public long of(DocumentId document) {
    return jdbc.sql("select count(*) from saved_search_match where document_id = ?")
        .param(document.value())
        .query(Long.class)
        .single();
  }
}
