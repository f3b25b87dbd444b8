package io.cloister.library.text;

import io.cloister.library.VersionId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * When the texts of recordings were said, which stands in the place of pages. The caller has
 * checked who may read them.
 */
@Repository
public class Moments {

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  Moments(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Replaces the times of a version; they are in order and none overlaps another. */
  @Transactional
  public void replace(VersionId version, List<Said> said) {
    jdbc.sql("delete from version_time where version_id = ?").param(version.value()).update();
    if (said.isEmpty()) {
      return;
    }
    batches.batchUpdate(
        """
        insert into version_time (version_id, start_offset, end_offset, from_millis, to_millis)
        values (:version, :start, :end, :from, :to)
        """,
        said.stream().map(one -> row(version, one)).toArray(SqlParameterSource[]::new));
  }

  /** All of them, in order. */
  public List<Said> of(VersionId version) {
    return jdbc.sql(
            "select start_offset, end_offset, from_millis, to_millis from version_time"
                + " where version_id = ? order by start_offset")
        .param(version.value())
        .query((row, _) ->
            new Said(
                row.getInt(1),
                row.getInt(2),
                Duration.ofMillis(row.getLong(3)),
                Duration.ofMillis(row.getLong(4))))
        .list();
  }

  /** Those of all of the versions, in one query. */
  public Times times(Collection<VersionId> versions) {
    if (versions.isEmpty()) {
      return Times.NONE;
    }
    var times = new Times();
    RowCallbackHandler put =
        row ->
            times.put(new VersionId(row.getObject(1, UUID.class)), row.getInt(2), row.getLong(3));
    jdbc.sql(
            "select version_id, start_offset, from_millis from version_time"
                + " where version_id = any (:versions)")
        .param("versions", versions.stream().map(VersionId::value).distinct().toArray(UUID[]::new))
        .query(put);
    return times;
  }

  static @Nullable Integer seconds(@Nullable Long millis) {
    return millis == null ? null : (int) (millis / 1000);
  }

  private static SqlParameterSource row(VersionId version, Said said) {
    return new MapSqlParameterSource("version", version.value())
        .addValue("start", said.start())
        .addValue("end", said.end())
        .addValue("from", said.from().toMillis())
        .addValue("to", said.to().toMillis());
  }
}
