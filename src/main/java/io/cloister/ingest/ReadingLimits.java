package io.cloister.ingest;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/** How much of one file models are asked to see or hear, so that none takes a whole budget. */
@Service
public class ReadingLimits {

  public static final int MOST_PAGES = 100_000;
  public static final int MOST_HOURS = 1_000;

  private final JdbcClient jdbc;
  private final AuditTrail audit;

  ReadingLimits(JdbcClient jdbc, AuditTrail audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /**
   * Null for as much as there is.
   *
   * @param visionPages of a document
   * @param transcribeHours of a recording
   */
  public record Setting(@Nullable Integer visionPages, @Nullable Integer transcribeHours) {

    public Setting {
      Assert.isTrue(
          visionPages == null || (visionPages >= 1 && visionPages <= MOST_PAGES),
          "1 to 100,000 pages of a document are looked at");
      Assert.isTrue(
          transcribeHours == null || (transcribeHours >= 1 && transcribeHours <= MOST_HOURS),
          "1 to 1,000 hours of a recording are heard");
    }

    @Nullable Integer of(ModelFunction function) {
      return function == ModelFunction.TRANSCRIBE ? transcribeHours : visionPages;
    }
  }

  public Setting get(Actor actor) {
    actor.require(Role.ADMIN, "see how much of a file models read");
    return current();
  }

  /**
   * Holds for what is read from now on.
   *
   * @param change of the setting as it is, which nobody else changes meanwhile
   */
  @Transactional
  public Setting change(UnaryOperator<Setting> change, Actor actor) {
    actor.require(Role.ADMIN, "change how much of a file models read");
    var wanted = change.apply(current(" for update"));
    jdbc.sql("update reading_limit set vision_pages = :pages, transcribe_hours = :hours")
        .param("pages", wanted.visionPages(), java.sql.Types.INTEGER)
        .param("hours", wanted.transcribeHours(), java.sql.Types.INTEGER)
        .update();
    audit.record(
        actor,
        AuditEvent.of("models.reading-limits-changed", "models", "limits")
            .with("visionPages", word(wanted.visionPages()))
            .with("transcribeHours", word(wanted.transcribeHours())));
    return wanted;
  }

  Setting current() {
    return current("");
  }

  private Setting current(String locked) {
    return jdbc.sql(
            "select vision_pages, transcribe_hours from reading_limit where id = 1" + locked)
        .query((row, _) ->
            new Setting(row.getObject(1, Integer.class), row.getObject(2, Integer.class)))
        .single();
  }

  private static String word(@Nullable Integer limit) {
    return limit == null ? "none" : limit.toString();
  }
}
