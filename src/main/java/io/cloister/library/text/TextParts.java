package io.cloister.library.text;

import io.cloister.library.VersionId;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The parts of versions. The caller has checked who may read them. */
@Repository
public class TextParts {

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  TextParts(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Replaces the parts of a version; they are in reading order, each before its own. */
  @Transactional
  public void replace(VersionId version, List<Part> parts) {
    jdbc.sql("delete from version_part where version_id = ?").param(version.value()).update();
    if (parts.isEmpty()) {
      return;
    }
    batches.batchUpdate(
        """
        insert into version_part
          (version_id, ordinal, name, media_type, depth, start_offset, end_offset)
        values (:version, :ordinal, :name, :type, :depth, :start, :end)
        """,
        IntStream.range(0, parts.size())
            .mapToObj(i -> row(version, i, parts.get(i)))
            .toArray(SqlParameterSource[]::new));
  }

  /** In reading order, each before its own parts. */
  public List<Part> of(VersionId version) {
    return jdbc.sql(
            "select name, media_type, depth, start_offset, end_offset from version_part"
                + " where version_id = ? order by ordinal")
        .param(version.value())
        .query((row, _) ->
            new Part(
                row.getString(1), row.getString(2), row.getInt(3), row.getInt(4), row.getInt(5)))
        .list();
  }

  private static SqlParameterSource row(VersionId version, int ordinal, Part part) {
    return new MapSqlParameterSource("version", version.value())
        .addValue("ordinal", ordinal)
        .addValue("name", part.name())
        .addValue("type", part.mediaType())
        .addValue("depth", part.depth())
        .addValue("start", part.start())
        .addValue("end", part.end());
  }
}
