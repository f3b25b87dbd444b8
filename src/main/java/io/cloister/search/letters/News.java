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

  private static final String UNTOLD =
      """
      from saved_search_match m
      join saved_search s on s.id = m.search_id
      join search_letters l on l.owner = s.owner
      where not m.mailed and not m.seen and s.mails
        and (s.alert = 'at-once' or s.alert = 'daily' and m.found_at < ?)
        and l.code is null and l.problem is null
      """;

  /** Those who get letters and have something to be told. */
  List<UserId> owners(Instant today) {
    return jdbc.sql("select distinct s.owner " + UNTOLD)
        .param(at(today))
        .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
        .list();
  }

  /**
   * What one of them is to be told, the oldest first; what was seen on the page needs no letter.
   *
   * @param today when it began: who is told daily hears of a day when it is over
   */
  List<Row> untold(UserId owner, Instant today) {
    return jdbc.sql(
            "select s.owner, s.id, s.name, s.alert, m.document_id, m.found_at "
                + UNTOLD
                + " and s.owner = ? order by m.found_at, m.document_id limit ?")
        .params(at(today), owner.value(), A_PART)
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

  private static OffsetDateTime at(Instant when) {
    return OffsetDateTime.ofInstant(when, ZoneOffset.UTC);
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
