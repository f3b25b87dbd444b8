package io.cloister.search.letters;

import io.cloister.identity.UserId;
import io.cloister.library.DocumentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What saved searches found and no letter told of yet. */
@Component
class News {

  private static final int A_PART = 5_000;

  private final JdbcClient jdbc;

  News(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Row(
      UserId owner, UUID search, String name, boolean daily, DocumentId document, Instant found) {}

  /** Of those who get letters, the oldest first; what was seen on the page needs none. */
  List<Row> untold() {
    return jdbc.sql(
            """
            select s.owner, s.id, s.name, s.alert, m.document_id, m.found_at
            from saved_search_match m
            join saved_search s on s.id = m.search_id
            join search_letters l on l.owner = s.owner
            where not m.mailed and not m.seen and s.mails and s.alert <> 'none'
              and l.code is null and l.problem is null
            order by m.found_at, m.document_id limit ?
            """)
        .param(A_PART)
        .query((row, _) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new UserId(row.getObject(1, UUID.class)),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getString(4).equals("daily"),
        new DocumentId(row.getObject(5, UUID.class)),
        row.getObject(6, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC).toInstant());
  }

  void told(List<Row> rows) {
    for (var row : rows) {
      jdbc.sql(
              "update saved_search_match set mailed = true"
                  + " where search_id = ? and document_id = ?")
          .params(row.search(), row.document().value())
          .update();
    }
  }
}
