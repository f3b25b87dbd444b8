package io.cloister.models.log;

import io.cloister.database.Snapshot;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/** What the log of models keeps, and for how long. */
@Service
public class ModelLogging {

  public static final int LONGEST_DAYS = 3_650;
  public static final int LONGEST_CONTENT_DAYS = 30;

  private static final int AT_ONCE = 5_000;

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final Clock clock;
  private final Snapshot<Setting> known = new Snapshot<>(this::read);

  ModelLogging(JdbcClient jdbc, AuditTrail audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param content whether prompts and replies are kept too
   * @param keepDays for how long a call is
   * @param contentKeepDays for how long its text is
   */
  public record Setting(boolean content, int keepDays, int contentKeepDays) {

    public Setting {
      Assert.isTrue(keepDays >= 1 && keepDays <= LONGEST_DAYS, "calls are kept for 1 to 3650 days");
      Assert.isTrue(
          contentKeepDays >= 1 && contentKeepDays <= Math.min(keepDays, LONGEST_CONTENT_DAYS),
          "text is kept for 1 to 30 days, and no longer than its call");
    }
  }

  public Setting get(Actor actor) {
    actor.require(Role.ADMIN, "see what the log of models keeps");
    return current();
  }

  /** Changes it from the next call on. Text that was kept is deleted when none is to be kept. */
  @Transactional
  public Setting set(Setting wanted, Actor actor) {
    actor.require(Role.ADMIN, "change what the log of models keeps");
    jdbc.sql("update model_logging set content = ?, keep_days = ?, content_keep_days = ?")
        .params(wanted.content(), wanted.keepDays(), wanted.contentKeepDays())
        .update();
    known.changed();
    if (!wanted.content()) {
      jdbc.sql("delete from model_invocation_text").update();
    }
    audit.record(
        actor,
        AuditEvent.of("models.logging-changed", "models", "log")
            .with("content", wanted.content())
            .with("keepDays", wanted.keepDays())
            .with("contentKeepDays", wanted.contentKeepDays()));
    return wanted;
  }

  public boolean keepsContent() {
    return current().content();
  }

  private Setting current() {
    return known.get();
  }

  private Setting read() {
    return jdbc.sql("select content, keep_days, content_keep_days from model_logging where id = 1")
        .query((row, _) -> new Setting(row.getBoolean(1), row.getInt(2), row.getInt(3)))
        .single();
  }

  /**
   * Removes what is older than it is to be kept, in small pieces; calls by whole days (UTC). The
   * sums of their days stay.
   */
  void purge() {
    var setting = current();
    var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    purge("model_invocation_text", "id", now.minusDays(setting.contentKeepDays()));
    var first = now.minusDays(setting.keepDays()).truncatedTo(ChronoUnit.DAYS);
    purge("model_invocation", "sequence", first);
    jdbc.sql("delete from model_invocation_count where on_day < ?")
        .param(first.toLocalDate())
        .update();
  }

  private void purge(String table, String key, OffsetDateTime oldest) {
    int removed;
    do {
      removed =
          jdbc.sql(
                  "delete from %1$s where %2$s in (select %2$s from %1$s where at < ? order by at fetch first %3$d rows only)"
                      .formatted(table, key, AT_ONCE))
              .param(oldest)
              .update();
    } while (removed == AT_ONCE);
  }
}
