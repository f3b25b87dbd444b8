package io.cloister.drafting;

import io.cloister.library.DocumentId;
import io.cloister.library.bin.Remains;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in the citations of drafts. */
@Component
final class DraftRemains implements Remains {

  private final JdbcClient jdbc;

  DraftRemains(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String place() {
    return "drafts";
  }

  @Override
  public long of(DocumentId document) {
    return jdbc.sql("select count(*) from draft_citation where document_id = ?")
        .param(document.value())
        .query(Long.class)
        .single();
  }
}
