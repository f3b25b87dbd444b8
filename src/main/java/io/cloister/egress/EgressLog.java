package io.cloister.egress;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What left and what was kept in, by host. */
@Repository
public class EgressLog {

  private static final Logger log = LoggerFactory.getLogger(EgressLog.class);
  private static final Duration WRITTEN_AFTER = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<String, Counts> waiting = new ConcurrentHashMap<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("egress-log").factory());
  private volatile boolean closed;

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

  private record Counts(long requests, long bytesOut, long bytesLeft, long bytesIn) {
    Counts plus(Counts more) {
      return new Counts(
          requests + more.requests,
          bytesOut + more.bytesOut,
          bytesLeft + more.bytesLeft,
          bytesIn + more.bytesIn);
    }
  }

  /** The hosts that were reached, the latest first. */
  public List<Reached> reached() {
    flush();
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

  /** A host's first request is written down before it is sent; the others within a second. */
  void countRequest(String origin, long bytesOut, boolean inside) {
    var one = new Counts(1, bytesOut, inside ? 0 : bytesOut, 0);
    if (known.add(origin)) {
      write(origin, one);
      return;
    }
    count(origin, one);
  }

  /**
   * More bytes of a conversation that was counted when it began.
   *
   * @param bytesOut less than 0 for what was counted and did not leave after all
   */
  void countSent(String origin, long bytesOut, boolean inside) {
    count(origin, new Counts(0, bytesOut, inside ? 0 : bytesOut, 0));
  }

  void countAnswer(String origin, long bytesIn) {
    count(origin, new Counts(0, 0, 0, bytesIn));
  }

  private void count(String origin, Counts more) {
    waiting.merge(origin, more, Counts::plus);
    if (closed) {
      flush();
    } else if (scheduled.compareAndSet(false, true)) {
      try {
        var _ = writer.schedule(this::flush, WRITTEN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException _) {
        flush(); // closed at this moment
      }
    }
  }

  private synchronized void flush() {
    scheduled.set(false);
    for (var origin : Set.copyOf(waiting.keySet())) {
      var counts = waiting.remove(origin);
      if (counts != null) {
        try {
          write(origin, counts);
        } catch (DataAccessException e) {
          log.error("What was sent to {} could not be written down: {}", origin, e.getMessage());
        }
      }
    }
  }

  private void write(String origin, Counts counts) {
    jdbc.sql(
            """
            merge into egress_host h using (values (:origin)) v (origin) on h.origin = v.origin
            when matched then update set requests = h.requests + :requests,
              bytes_out = h.bytes_out + :out, bytes_left = h.bytes_left + :left,
              bytes_in = h.bytes_in + :in, last_at = :at
            when not matched then insert
              (origin, requests, bytes_out, bytes_left, bytes_in, first_at, last_at)
              values (:origin, :requests, :out, :left, :in, :at, :at)
            """)
        .param("origin", origin)
        .param("requests", counts.requests())
        .param("out", counts.bytesOut())
        .param("left", counts.bytesLeft())
        .param("in", counts.bytesIn())
        .param("at", now())
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

  /** Writes down what is not yet. */
  @PreDestroy
  void close() {
    closed = true;
    writer.shutdown();
    flush();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
  }
}
