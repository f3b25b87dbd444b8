package io.cloister.library.bin;

import io.cloister.library.DocumentId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a room keeps of a document as rows of a table, in its column {@code document_id}. */
public abstract class RowRemains implements Remains {

  private final JdbcClient jdbc;
  private final String place;
  private final String table;

  protected RowRemains(JdbcClient jdbc, String place, String table) {
    this.jdbc = jdbc;
    this.place = place;
    this.table = table;
  }

  @Override
  public final String place() {
    return place;
  }

  @Override
  public final long of(DocumentId document) {
    return jdbc.sql("select count(*) from " + table + " where document_id = ?")
        .param(document.value())
        .query(Long.class)
        .single();
  }
}
