package io.cloister.sources;

import io.cloister.library.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log of sources, as rows. */
@Repository
class SourceRuns {

  private static final int KEPT = 1_000;
  private static final String COLUMNS =
      """
      select started_at, ended_at, added, updated, unchanged, binned, held_back, waiting, failed,
        problem
      from source_run where source_id = ? order by started_at desc
      """;

  private final JdbcClient jdbc;

  SourceRuns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps the latest thousand. */
  void add(SourceId source, SourceRun run) {
    jdbc.sql(
            """
            insert into source_run (id, source_id, started_at, ended_at, added, updated, unchanged,
              binned, held_back, waiting, failed, problem)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                UUID.randomUUID(),
                source.value(),
                run.startedAt().atOffset(ZoneOffset.UTC),
                run.endedAt().atOffset(ZoneOffset.UTC),
                run.added(),
                run.updated(),
                run.unchanged(),
                run.binned(),
                run.heldBack(),
                run.waiting(),
                run.failed(),
                run.problem() == null ? null : run.problem().code()))
        .update();
    jdbc.sql(
            """
            delete from source_run where source_id = ? and started_at < (
              select min(started_at) from (select started_at from source_run where source_id = ?
                order by started_at desc fetch first %d rows only))
            """
                .formatted(KEPT))
        .params(source.value(), source.value())
        .update();
  }

  Optional<SourceRun> latest(SourceId source) {
    return jdbc.sql(COLUMNS + "fetch first row only")
        .param(source.value())
        .query(SourceRuns::run)
        .optional();
  }

  Page<SourceRun> list(SourceId source, int page, int size) {
    var total =
        jdbc.sql("select count(*) from source_run where source_id = ?")
            .param(source.value())
            .query(Long.class)
            .single();
    var items =
        jdbc.sql(COLUMNS + "offset ? rows fetch next ? rows only")
            .params(source.value(), (long) page * size, size)
            .query(SourceRuns::run)
            .list();
    return new Page<>(items, page, size, total);
  }

  private static SourceRun run(ResultSet row, int number) throws SQLException {
    return new SourceRun(
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
        row.getInt("added"),
        row.getInt("updated"),
        row.getInt("unchanged"),
        row.getInt("binned"),
        row.getInt("held_back"),
        row.getInt("waiting"),
        row.getInt("failed"),
        SourceFiles.problem(row));
  }
}
