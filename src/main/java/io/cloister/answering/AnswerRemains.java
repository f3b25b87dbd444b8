package io.cloister.answering;

import io.cloister.library.DocumentId;
import io.cloister.library.bin.Remains;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in the sources of answers. */
@Component
final class AnswerRemains implements Remains {

  private final JdbcClient jdbc;

  AnswerRemains(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String place() {
    return "answers";
  }

  @Override
  public long of(DocumentId document) {
    return jdbc.sql("select count(*) from answering_source where document_id = ?")
        .param(document.value())
        .query(Long.class)
        .single();
  }
}
