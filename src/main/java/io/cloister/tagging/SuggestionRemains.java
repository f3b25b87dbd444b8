package io.cloister.tagging;

import io.cloister.library.DocumentId;
import io.cloister.library.bin.Remains;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in suggestions of tags. */
@Component
final class SuggestionRemains implements Remains {

  private final JdbcClient jdbc;

  SuggestionRemains(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String place() {
    return "suggestions";
  }

  @Override
  public long of(DocumentId document) {
    return jdbc.sql("select count(*) from tag_suggestion where document_id = ?")
        .param(document.value())
        .query(Long.class)
        .single();
  }
}
