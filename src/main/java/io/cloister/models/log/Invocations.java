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

  private final JdbcClient jdbc;
  private final InvocationCounts counts;
  private final InvocationQueue queue;
  private final AuditTrail audit;

  Invocations(JdbcClient jdbc, InvocationCounts counts, InvocationQueue queue, AuditTrail audit) {
    this.jdbc = jdbc;
    this.counts = counts;
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
    queue.flush();
    var models = models(filter);
    if (models.isEmpty() && filter.model() != null) {
      return new Stretch(List.of(), 0);
    }
    var query = InvocationQuery.of(filter, models);
    var days = counts.days(filter, models).orElse(null);
    long total = days == null ? query.count(jdbc) : InvocationCounts.sum(days);
    long passed = (long) page * size;
    if (passed >= total) {
      return new Stretch(List.of(), total);
    }
    // the days before the one in which the page begins are not passed over call by call
    for (var day : days == null ? List.<InvocationCounts.Day>of() : days) {
      if (passed < day.calls()) {
        query.until(day.end());
        break;
      }
      passed -= day.calls();
    }
    var calls = rows(query.latest(jdbc, passed, size)).stream().map(Placed::call).toList();
    return new Stretch(calls, total);
  }

  public long count(InvocationFilter filter, Actor actor) {
    actor.require(Role.ADMIN, "see the log of models");
    queue.flush();
    var models = models(filter);
    if (models.isEmpty() && filter.model() != null) {
      return 0;
    }
    return counts
        .days(filter, models)
        .map(InvocationCounts::sum)
        .orElseGet(() -> InvocationQuery.of(filter, models).count(jdbc));
  }

  /** Those that the filter may mean; none if it means all. */
  private List<String> models(InvocationFilter filter) {
    return filter.model() == null ? List.of() : counts.models(filter.model());
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
    var models = models(filter);
    if (models.isEmpty() && filter.model() != null) {
      return List.of();
    }
    var query = InvocationQuery.of(filter, models);
    if (position != null) {
      query.before(position.at(), position.sequence());
    }
    return rows(query.latest(jdbc, 0, size));
  }

  /** The calls of these numbers, the latest first. */
  private List<Placed> rows(List<Long> sequences) {
    return sequences.isEmpty()
        ? List.of()
        : jdbc.sql(
                "select * from model_invocation where sequence in (:sequences)"
                    + " order by at desc, sequence desc")
            .param("sequences", sequences)
            .query((row, _) -> new Placed(position(row), InvocationRows.read(row)))
            .list();
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(
        row.getObject("at", OffsetDateTime.class).toInstant(), row.getLong("sequence"));
  }
}
