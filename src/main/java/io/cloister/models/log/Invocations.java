package io.cloister.models.log;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log of every call of a model. */
@Repository
public class Invocations {

  private static final int AT_ONCE = 1_000;
  private static final String LATEST = " order by at desc, sequence desc";
  private static final String OLDEST = " order by at, sequence";

  private final JdbcClient jdbc;
  private final InvocationQueue queue;
  private final AuditTrail audit;

  Invocations(JdbcClient jdbc, InvocationQueue queue, AuditTrail audit) {
    this.jdbc = jdbc;
    this.queue = queue;
    this.audit = audit;
  }

  /**
   * A stretch of the log, the latest first.
   *
   * @param total how many there are in all
   */
  public record Stretch(List<Invocation> items, long total) {}

  /** The place of a call in the log. */
  private record Position(Instant at, long sequence) {}

  private record Placed(Position position, Invocation call) {}

  /**
   * @param page from 0
   */
  public Stretch list(InvocationFilter filter, int page, int size, Actor actor) {
    actor.require(Role.ADMIN, "see the log of models");
    long total = count(filter, actor);
    var where = InvocationQuery.of(filter);
    long skipped = (long) page * size;
    int wanted = Math.clamp(total - skipped, 0, size);
    if (wanted == 0) {
      return new Stretch(List.of(), total);
    }
    // never more than half of the log is passed over: what is nearer its end is counted from there
    boolean fromTheEnd = skipped > total / 2;
    var sequences =
        where
            .on(
                jdbc,
                "select sequence from model_invocation",
                "%s offset %d rows fetch next %d rows only"
                    .formatted(
                        fromTheEnd ? OLDEST : LATEST,
                        fromTheEnd ? total - skipped - wanted : skipped,
                        wanted))
            .query(Long.class)
            .list();
    var items =
        jdbc.sql("select * from model_invocation where sequence in (:sequences)" + LATEST)
            .param("sequences", sequences)
            .query((row, _) -> InvocationRows.read(row))
            .list();
    return new Stretch(items, total);
  }

  public long count(InvocationFilter filter, Actor actor) {
    actor.require(Role.ADMIN, "see the log of models");
    queue.flush();
    return InvocationQuery.of(filter)
        .on(jdbc, "select count(*) from model_invocation", "")
        .query(Long.class)
        .single();
  }

  /**
   * What was before a call, the latest first; however long the log, this takes no longer.
   *
   * @param before the id of the call that the stretch is to follow; if it is not there any more,
   *     nothing follows
   */
  public List<Invocation> before(UUID before, InvocationFilter filter, int size, Actor actor) {
    actor.require(Role.ADMIN, "see the log of models");
    return position(before)
        .map(position -> after(position, filter, size))
        .orElse(List.of())
        .stream()
        .map(Placed::call)
        .toList();
  }

  /** Gives each call to {@code taker}, the latest first. */
  public void each(InvocationFilter filter, Actor actor, Consumer<Invocation> taker) {
    actor.require(Role.ADMIN, "see the log of models");
    queue.flush();
    Position position = null;
    List<Placed> found;
    do {
      found = after(position, filter, AT_ONCE);
      found.forEach(placed -> taker.accept(placed.call()));
      position = found.isEmpty() ? null : found.getLast().position();
    } while (found.size() == AT_ONCE);
  }

  public Optional<Invocation> find(UUID id, Actor actor) {
    actor.require(Role.ADMIN, "see the log of models");
    queue.flush();
    return jdbc.sql("select * from model_invocation where id = ?")
        .param(id)
        .query((row, _) -> InvocationRows.read(row))
        .optional();
  }

  /** What was said in a call, if it was kept; that it was read is written down. */
  public Optional<InvocationText> text(UUID id, Actor actor) {
    actor.require(Role.ADMIN, "read what models were asked");
    var text =
        jdbc.sql("select instructions, prompt, reply from model_invocation_text where id = ?")
            .param(id)
            .query((row, _) ->
                new InvocationText(row.getString(1), row.getString(2), row.getString(3)))
            .optional();
    if (text.isPresent()) {
      audit.record(actor, AuditEvent.of("invocation.read", "invocation", id));
    }
    return text;
  }

  private Optional<Position> position(UUID id) {
    return jdbc.sql("select at, sequence from model_invocation where id = ?")
        .param(id)
        .query((row, _) -> position(row))
        .optional();
  }

  private List<Placed> after(@Nullable Position position, InvocationFilter filter, int size) {
    var where = InvocationQuery.of(filter);
    if (position != null) {
      where.before(position.at(), position.sequence());
    }
    return where
        .on(jdbc, "select * from model_invocation", LATEST + " fetch first " + size + " rows only")
        .query((row, _) -> new Placed(position(row), InvocationRows.read(row)))
        .list();
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(
        row.getObject("at", OffsetDateTime.class).toInstant(), row.getLong("sequence"));
  }
}
