package io.cloister.search.lab;

import io.cloister.library.DocumentId;
import java.text.Normalizer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Judged queries and their judgements as rows. */
@Component
class JudgementRows {

  private static final String SELECT =
      """
      select q.number, q.query, j.document_id, j.relevant, j.judged_by, j.judged_at
      from judged_query q join judgement j on j.query_number = q.number
      """;

  private final JdbcClient jdbc;

  JudgementRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Row(
      int number, String query, DocumentId document, boolean relevant, String by, Instant at) {}

  /**
   * Queries that differ only in case, width and space are the same. Never more than twice as long:
   * a sign that stands for many words is left as it is.
   */
  static String fold(String query) {
    var plain = Normalizer.normalize(query, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var folded = plain.length() <= 2 * query.length() ? plain : query.toLowerCase(Locale.ROOT);
    return folded.replaceAll("\\s+", " ").strip();
  }

  List<Row> all() {
    return rows(jdbc.sql(SELECT + "order by q.number, j.judged_at, j.document_id"));
  }

  List<Row> of(String folded) {
    return rows(jdbc.sql(SELECT + "where q.folded = ? order by j.judged_at").param(folded));
  }

  private static List<Row> rows(JdbcClient.StatementSpec statement) {
    return statement
        .query((row, _) ->
            new Row(
                row.getInt(1),
                row.getString(2),
                new DocumentId(row.getObject(3, UUID.class)),
                row.getBoolean(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant()))
        .list();
  }

  int count() {
    return jdbc.sql("select count(*) from judged_query").query(Integer.class).single();
  }

  Optional<Integer> numberOf(String query) {
    return jdbc.sql("select number from judged_query where folded = ?")
        .param(fold(query))
        .query(Integer.class)
        .optional();
  }

  int add(String query) {
    jdbc.sql("insert into judged_query (query, folded) values (?, ?)")
        .params(query, fold(query))
        .update();
    return numberOf(query).orElseThrow();
  }

  void judge(int number, DocumentId document, boolean relevant, String by, Instant at) {
    remove(number, document, false);
    jdbc.sql(
            "insert into judgement (query_number, document_id, relevant, judged_by, judged_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            number, document.value(), relevant, by, OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .update();
  }

  /** With its query, if that has no other. */
  boolean remove(int number, DocumentId document) {
    return remove(number, document, true);
  }

  private boolean remove(int number, DocumentId document, boolean query) {
    int gone =
        jdbc.sql("delete from judgement where query_number = ? and document_id = ?")
            .params(number, document.value())
            .update();
    if (query) {
      jdbc.sql(
              "delete from judged_query where number = ?"
                  + " and not exists (select 1 from judgement where query_number = number)")
          .param(number)
          .update();
    }
    return gone > 0;
  }
}
