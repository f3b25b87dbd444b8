package io.cloister.answering;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import io.cloister.library.text.PassageId;
import io.cloister.search.Hit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What turns rest on, as rows. */
@Component
class SourceRows {

  private static final String CITED = "cited";
  private static final String READ = "read";

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  SourceRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  void insert(UUID id, Turn turn, List<Hit> read) {
    var rows = new ArrayList<SqlParameterSource>();
    turn.words().citations().forEach(c -> rows.add(row(id, CITED, c, 0)));
    for (int n = 1; n <= read.size(); n++) {
      var hit = read.get(n - 1);
      var whole = new Quote(hit, hit.passage().start(), hit.passage().text(), hit.score());
      rows.add(row(id, READ, whole.cited(n), hit.score()));
    }
    if (!rows.isEmpty()) {
      batches.batchUpdate(
          """
          insert into answering_source (turn_id, kind, n, document_id, version_id, version, passage,
            page, start_offset, end_offset, quote, score)
          values (:turn, :kind, :n, :document, :versionId, :version, :passage, :page, :start, :end,
            :quote, :score)
          """,
          rows.toArray(SqlParameterSource[]::new));
    }
  }

  /** Those of all turns of a conversation. */
  List<TurnSource> of(ThreadId thread) {
    return jdbc.sql(
            "select s.* from answering_source s join answering_turn t on t.id = s.turn_id"
                + " where t.thread_id = ? order by s.n")
        .param(thread.value())
        .query((row, _) -> source(row))
        .list();
  }

  List<TurnSource> of(UUID turn) {
    return jdbc.sql("select * from answering_source where turn_id = ?")
        .param(turn)
        .query((row, _) -> source(row))
        .list();
  }

  /** The turns that rest on the document. */
  List<UUID> turnsOf(DocumentId document) {
    return jdbc.sql("select distinct turn_id from answering_source where document_id = ?")
        .param(document.value())
        .query(UUID.class)
        .list();
  }

  void forget(DocumentId document) {
    jdbc.sql("delete from answering_source where document_id = ?").param(document.value()).update();
  }

  private static SqlParameterSource row(UUID turn, String kind, Citation citation, double score) {
    return new MapSqlParameterSource("turn", turn)
        .addValue("kind", kind)
        .addValue("n", citation.n())
        .addValue("document", citation.document().id().value())
        .addValue("versionId", citation.passage().version().value())
        .addValue("version", citation.version())
        .addValue("passage", citation.passage().ordinal())
        .addValue("page", citation.page())
        .addValue("start", citation.start())
        .addValue("end", citation.end())
        .addValue("quote", kind.equals(CITED) ? citation.quote() : "")
        .addValue("score", score);
  }

  private static TurnSource source(ResultSet row) throws SQLException {
    return new TurnSource(
        row.getObject("turn_id", UUID.class),
        row.getString("kind").equals(CITED),
        row.getInt("n"),
        new DocumentId(row.getObject("document_id", UUID.class)),
        new PassageId(
            new VersionId(row.getObject("version_id", UUID.class)), row.getInt("passage")),
        row.getInt("version"),
        row.getObject("page", Integer.class),
        row.getInt("start_offset"),
        row.getInt("end_offset"),
        row.getString("quote"),
        row.getDouble("score"));
  }
}
