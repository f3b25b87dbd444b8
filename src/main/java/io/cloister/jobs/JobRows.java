package io.cloister.jobs;

import io.cloister.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is remembered of every job. */
@Repository
class JobRows {

  private static final String STATUS =
      """
      select id, kind, owner_id, state, done, total, message, failure_code, failure_detail,
        failure_hint, created_at, started_at, ended_at
      from job
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  JobRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What it takes to run a job. */
  record Work(
      JobId id,
      String kind,
      String payload,
      JobStatus.State state,
      int attempts,
      int failures,
      boolean cancelled) {

    boolean hasEnded() {
      return state != JobStatus.State.QUEUED && state != JobStatus.State.RUNNING;
    }
  }

  void add(JobId id, String kind, String payload, UserId owner) {
    jdbc.sql(
            """
            insert into job (id, kind, payload, owner_id, state, done, total, message, attempts,
              failures, cancelled, created_at)
            values (?, ?, ?, ?, 'queued', 0, 0, '', 0, 0, false, ?)
            """)
        .params(id.value(), kind, payload, owner.value(), now())
        .update();
  }

  Optional<Work> work(JobId id) {
    return jdbc.sql(
            "select kind, payload, state, attempts, failures, cancelled from job where id = ?")
        .param(id.value())
        .query((row, _) ->
            new Work(
                id,
                row.getString(1),
                row.getString(2),
                state(row.getString(3)),
                row.getInt(4),
                row.getInt(5),
                row.getBoolean(6)))
        .optional();
  }

  Optional<JobStatus> find(JobId id) {
    return jdbc.sql(STATUS + "where id = ?")
        .param(id.value())
        .query((row, _) -> status(row))
        .optional();
  }

  /** The newest jobs, of everyone if {@code owner} is null. */
  List<JobStatus> list(@Nullable UserId owner, int page, int size) {
    return jdbc.sql(
            STATUS
                + "where :owner is null or owner_id = :owner"
                + " order by created_at desc, id limit :limit offset :offset")
        .param("owner", owner == null ? null : owner.value(), java.sql.Types.OTHER)
        .param("limit", size)
        .param("offset", (long) page * size)
        .query((row, _) -> status(row))
        .list();
  }

  long count(@Nullable UserId owner) {
    return jdbc.sql("select count(*) from job where :owner is null or owner_id = :owner")
        .param("owner", owner == null ? null : owner.value(), java.sql.Types.OTHER)
        .query(Long.class)
        .single();
  }

  /** How many jobs of somebody wait; {@code most} if there are more. */
  int waiting(UserId owner, int most) {
    return jdbc.sql(
            "select count(*) from (select 1 from job where owner_id = ? and state = 'queued'"
                + " limit ?) waiting")
        .params(owner.value(), most)
        .query(Integer.class)
        .single();
  }

  void begin(JobId id) {
    jdbc.sql(
            "update job set state = 'running', attempts = attempts + 1, message = '',"
                + " started_at = coalesce(started_at, ?) where id = ?")
        .params(now(), id.value())
        .update();
  }

  void progress(JobId id, long done, long total, String message) {
    jdbc.sql("update job set done = ?, total = ?, message = ? where id = ?")
        .params(done, total, cut(message, 500), id.value())
        .update();
  }

  void wait(JobId id, boolean failed) {
    jdbc.sql("update job set state = 'queued', failures = failures + ? where id = ?")
        .params(failed ? 1 : 0, id.value())
        .update();
  }

  void end(JobId id, JobStatus.State state) {
    jdbc.sql("update job set state = ?, ended_at = ? where id = ?")
        .params(state.word(), now(), id.value())
        .update();
  }

  void fail(JobId id, JobStatus.Failure failure) {
    jdbc.sql(
            "update job set state = 'failed', failure_code = ?, failure_detail = ?,"
                + " failure_hint = ?, ended_at = ? where id = ?")
        .params(
            failure.code(),
            cut(failure.detail(), 2000),
            cut(failure.hint(), 500),
            now(),
            id.value())
        .update();
  }

  boolean isCancelled(JobId id) {
    return jdbc.sql("select cancelled from job where id = ?")
        .param(id.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  void askToStop(JobId id) {
    jdbc.sql("update job set cancelled = true where id = ? and ended_at is null")
        .param(id.value())
        .update();
  }

  void forgetEndedBefore(Duration age) {
    jdbc.sql("delete from job where ended_at < ?").param(now().minus(age)).update();
  }

  private static JobStatus status(ResultSet row) throws SQLException {
    var code = row.getString("failure_code");
    return new JobStatus(
        new JobId(row.getObject("id", UUID.class)),
        row.getString("kind"),
        state(row.getString("state")),
        new UserId(row.getObject("owner_id", UUID.class)),
        row.getLong("done"),
        row.getLong("total"),
        row.getString("message"),
        code == null
            ? null
            : new JobStatus.Failure(
                code, row.getString("failure_detail"), row.getString("failure_hint")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "started_at"),
        instant(row, "ended_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static JobStatus.State state(String word) {
    return JobStatus.State.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
  }

  private static String cut(@Nullable String text, int most) {
    return text == null ? "" : text.substring(0, Math.min(text.length(), most));
  }
}
