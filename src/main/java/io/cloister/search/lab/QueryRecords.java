package io.cloister.search.lab;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.search.SearchQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/**
 * What people search for, where the deployment records it: the words and how many hits they had,
 * neither who searched nor anything of a document. It is off until an administrator switches it on,
 * and whoever searches is told.
 */
@Component
public class QueryRecords {

  public static final int MOST_DAYS = 365;
  private static final int LONGEST = 1_000;
  private static final int DEEPEST_RANK = 10_000;

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final Clock clock;

  QueryRecords(JdbcClient jdbc, AuditTrail audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param keepDays after so many days a record is removed, from 1 to {@value #MOST_DAYS}
   */
  public record Setting(boolean enabled, int keepDays) {

    public Setting {
      Assert.isTrue(
          keepDays >= 1 && keepDays <= MOST_DAYS, "days are between 1 and %d".formatted(MOST_DAYS));
    }
  }

  /**
   * One search.
   *
   * @param total how many hits there were of what the one who searched may read
   * @param opened the rank of the hit that was opened last, from 1; null if nothing was
   */
  public record Recorded(
      String query, String mode, long total, long millis, @Nullable Integer opened, Instant at) {}

  /** Words that found nothing, so many times. */
  public record Fruitless(String query, long times, Instant last) {}

  public Setting setting() {
    return jdbc.sql("select enabled, keep_days from search_recording where id = 1")
        .query((row, _) -> new Setting(row.getBoolean(1), row.getInt(2)))
        .single();
  }

  /** Switched off, what there is stays until it is old or purged. */
  @Transactional
  public void set(Setting setting, Actor actor) {
    actor.require(Role.ADMIN, "set whether searches are recorded");
    jdbc.sql("update search_recording set enabled = ?, keep_days = ? where id = 1")
        .params(setting.enabled(), setting.keepDays())
        .update();
    audit.record(
        actor,
        AuditEvent.of("search.recording", "search", "records")
            .with("enabled", setting.enabled())
            .with("keepDays", setting.keepDays()));
    forgetOld();
  }

  /**
   * Notes a search if searches are recorded and it has words.
   *
   * @return by what {@link #opened} knows it
   */
  public Optional<UUID> note(SearchQuery query, long total, long millis) {
    var words = query.text().strip();
    if (words.isEmpty() || words.length() > LONGEST || !setting().enabled()) {
      return Optional.empty();
    }
    var id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into search_record (id, query, folded, mode, total, millis, searched_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(id, words, JudgementRows.fold(words), query.mode().word(), total, millis, at(now()))
        .update();
    return Optional.of(id);
  }

  /** Notes which hit of a search was opened; nothing happens if that is not known any more. */
  public void opened(UUID record, int rank) {
    if (rank >= 1 && rank <= DEEPEST_RANK) {
      jdbc.sql("update search_record set opened = ? where id = ?").params(rank, record).update();
    }
  }

  /** The newest first. */
  public List<Recorded> latest(int most, Actor actor) {
    actor.require(Role.ADMIN, "see what is searched for");
    return jdbc.sql(
            """
            select query, mode, total, millis, opened, searched_at from search_record
            where searched_at >= ? order by searched_at desc limit ?
            """)
        .params(at(oldest()), most)
        .query((row, _) ->
            new Recorded(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getObject(5, Integer.class),
                row.getObject(6, OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Queries that found nothing the last time they were asked, the most frequent first. */
  public List<Fruitless> withoutResults(int most, Actor actor) {
    actor.require(Role.ADMIN, "see what is searched for");
    return jdbc.sql(
            """
            select max(query), count(*), max(searched_at) from search_record r
            where searched_at >= ? and total = 0 and not exists (
              select 1 from search_record later where later.folded = r.folded
                and later.total > 0 and later.searched_at > r.searched_at)
            group by folded order by count(*) desc, max(searched_at) desc limit ?
            """)
        .params(at(oldest()), most)
        .query((row, _) ->
            new Fruitless(
                row.getString(1),
                row.getLong(2),
                row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Removes all of them. */
  @Transactional
  public void purge(Actor actor) {
    actor.require(Role.ADMIN, "remove what was recorded of searches");
    int gone = jdbc.sql("delete from search_record").update();
    audit.record(
        actor, AuditEvent.of("search.records-purged", "search", "records").with("count", gone));
  }

  /** Removes what is older than is to be kept. */
  void forgetOld() {
    jdbc.sql("delete from search_record where searched_at < ?").param(at(oldest())).update();
  }

  private Instant oldest() {
    return now().minus(Duration.ofDays(setting().keepDays()));
  }

  private Instant now() {
    return clock.instant();
  }

  private static OffsetDateTime at(Instant when) {
    return OffsetDateTime.ofInstant(when, ZoneOffset.UTC);
  }
}
