package io.cloister.egress;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What left and what was kept in, by host. */
@Repository
public class EgressLog {

  private final JdbcClient jdbc;
  private final Clock clock;

  EgressLog(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param origin scheme, host and port
   * @param bytesOut what was sent, the bodies of requests
   * @param bytesLeft of these, what went outside the house
   * @param bytesIn what was read of the answers' bodies
   */
  public record Reached(
      String origin,
      long requests,
      long bytesOut,
      long bytesLeft,
      long bytesIn,
      Instant firstAt,
      Instant lastAt) {}

  /**
   * @param reason why it was blocked
   */
  public record Blocked(
      String origin, String reason, long attempts, Instant firstAt, Instant lastAt) {}

  /** The hosts that were reached, the latest first. */
  public List<Reached> reached() {
    return jdbc.sql(
            """
            select origin, requests, bytes_out, bytes_left, bytes_in, first_at, last_at
            from egress_host order by last_at desc
            """)
        .query((row, _) ->
            new Reached(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getObject(7, OffsetDateTime.class).toInstant()))
        .list();
  }

  /** What was tried and not sent, the latest first. */
  public List<Blocked> blocked() {
    return jdbc.sql(
            "select origin, reason, attempts, first_at, last_at from egress_blocked"
                + " order by last_at desc fetch first 200 rows only")
        .query((row, _) ->
            new Blocked(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getObject(5, OffsetDateTime.class).toInstant()))
        .list();
  }

  void countRequest(String origin, long bytesOut, boolean inside) {
    jdbc.sql(
            """
            merge into egress_host h using (values (:origin)) v (origin) on h.origin = v.origin
            when matched then update set requests = h.requests + 1,
              bytes_out = h.bytes_out + :out, bytes_left = h.bytes_left + :left, last_at = :at
            when not matched then insert
              (origin, requests, bytes_out, bytes_left, bytes_in, first_at, last_at)
              values (:origin, 1, :out, :left, 0, :at, :at)
            """)
        .param("origin", origin)
        .param("out", bytesOut)
        .param("left", inside ? 0 : bytesOut)
        .param("at", now())
        .update();
  }

  void countAnswer(String origin, long bytesIn) {
    jdbc.sql("update egress_host set bytes_in = bytes_in + ? where origin = ?")
        .params(bytesIn, origin)
        .update();
  }

  void countBlocked(String origin, String reason) {
    jdbc.sql(
            """
            merge into egress_blocked b using (values (:origin, :reason)) v (origin, reason)
              on b.origin = v.origin and b.reason = v.reason
            when matched then update set attempts = b.attempts + 1, last_at = :at
            when not matched then insert (origin, reason, attempts, first_at, last_at)
              values (:origin, :reason, 1, :at, :at)
            """)
        .param("origin", origin)
        .param("reason", reason)
        .param("at", now())
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
  }
}
