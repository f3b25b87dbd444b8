package io.cloister.models.cost;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.ledger.Amount;
import io.cloister.models.log.InvocationQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was asked of models in sums by day (UTC), which are kept beside the log. */
@Repository
public class Usages {

  private static final int MOST = 500;

  private static final String SUMS =
      """
      coalesce(sum(calls), 0), coalesce(sum(failed), 0), coalesce(sum(cached), 0),
      coalesce(sum(estimated), 0), coalesce(sum(input_tokens), 0),
      coalesce(sum(output_tokens), 0), coalesce(sum(cost_micros), 0), coalesce(sum(millis), 0)
      """;

  private final JdbcClient jdbc;
  private final InvocationQueue queue;
  private final Connections connections;

  Usages(JdbcClient jdbc, InvocationQueue queue, Connections connections) {
    this.jdbc = jdbc;
    this.queue = queue;
    this.connections = connections;
  }

  /** What the sums are made over. */
  public enum Group {
    FUNCTION,
    MODEL,
    USER,
    ROUTE,
    DAY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Every call is counted once in each dimension, so that days can be summed over any. */
    private String dimension() {
      return this == DAY ? FUNCTION.word() : word();
    }

    public static Optional<Group> of(String word) {
      for (var group : values()) {
        if (group.word().equals(word)) {
          return Optional.of(group);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * @param key the function, model, user, route or day
   * @param failed how many gave no text
   * @param cached how many needed no model, because the answer was known
   * @param estimated of how many the tokens were guessed from the length
   * @param costMicros millionths of the configured currency
   */
  public record Usage(
      String key,
      long calls,
      long failed,
      long cached,
      long estimated,
      long inputTokens,
      long outputTokens,
      long costMicros,
      long millis) {

    public long tokens() {
      return inputTokens + outputTokens;
    }
  }

  /**
   * What the same tokens would have cost with one model for everything.
   *
   * @param costMicros what they did cost
   * @param againstMicros what they would have cost
   */
  public record Savings(ModelName against, long costMicros, long againstMicros) {

    public long savedMicros() {
      return againstMicros - costMicros;
    }

    /** The part saved, 1 for all; below 0 if the one model would have been cheaper. */
    public double share() {
      return againstMicros == 0 ? 0 : (double) savedMicros() / againstMicros;
    }
  }

  /**
   * Sums over the days; by day the latest first, else the dearest first, at most 500.
   *
   * @param to inclusive
   */
  public List<Usage> usage(Group group, LocalDate from, LocalDate to, Actor actor) {
    actor.require(Role.ADMIN, "see the use of models");
    queue.flush();
    var by = group == Group.DAY ? "cast(on_day as varchar)" : "what";
    var order = group == Group.DAY ? "1 desc" : "8 desc, 2 desc, 1";
    return jdbc.sql(
            """
            select %s, %s from model_usage
            where dimension = ? and on_day between ? and ?
            group by %s order by %s fetch first %d rows only
            """
                .formatted(by, SUMS, by, order, MOST))
        .params(group.dimension(), from, to)
        .query((row, _) -> read(row))
        .list();
  }

  /** All calls of the days together. */
  public Usage total(LocalDate from, LocalDate to, Actor actor) {
    actor.require(Role.ADMIN, "see the use of models");
    queue.flush();
    return jdbc.sql(
            "select '', "
                + SUMS
                + " from model_usage where dimension = ? and on_day between ? and ?")
        .params(Group.DAY.dimension(), from, to)
        .query((row, _) -> read(row))
        .single();
  }

  /**
   * @param to inclusive
   * @throws SettingRefused if no connection has that model
   */
  public Savings savings(ModelName against, LocalDate from, LocalDate to, Actor actor) {
    var used = total(from, to, actor);
    return savings(against, priced(against), used);
  }

  /**
   * The same by route, the dearest first.
   *
   * @param to inclusive
   * @throws SettingRefused if no connection has that model
   */
  public Map<String, Savings> savingsByRoute(
      ModelName against, LocalDate from, LocalDate to, Actor actor) {
    actor.require(Role.ADMIN, "see the use of models");
    var model = priced(against);
    var saved = new LinkedHashMap<String, Savings>();
    for (var used : usage(Group.ROUTE, from, to, actor)) {
      saved.put(used.key(), savings(against, model, used));
    }
    return saved;
  }

  private static Savings savings(ModelName against, OfferedModel model, Usage used) {
    return new Savings(
        against, used.costMicros(), model.costMicros(used.inputTokens(), used.outputTokens()));
  }

  private OfferedModel priced(ModelName against) {
    return connections.all().stream()
        .filter(connection -> connection.name().equals(against.connection()))
        .flatMap(connection -> connection.model(against.model()).stream())
        .findFirst()
        .orElseThrow(() ->
            new SettingRefused(
                "against",
                "invalid",
                "There is no model " + against,
                "Name it as connection/model, as GET /api/v1/models/connections lists them."));
  }

  /** What was spent in the month, as the log knows, on what a budget counts. */
  Amount spent(Budget budget, YearMonth month, BudgetTargets targets) {
    queue.flush();
    var from = month.atDay(1);
    var to = month.atEndOfMonth();
    return switch (budget.scope()) {
      case ALL -> spent("", List.of(), Group.FUNCTION, from, to);
      case FUNCTION -> spent("and what = ?", List.of(budget.target()), Group.FUNCTION, from, to);
      case USER -> spent("and what = ?", List.of(budget.name()), Group.USER, from, to);
      case CONNECTION ->
          spent(
              "and substring(what, 1, ?) = ?",
              List.of(budget.name().length() + 1, budget.name() + "/"),
              Group.MODEL,
              from,
              to);
      case GROUP ->
          targets.members(budget.target()).stream()
              .map(name -> spent("and what = ?", List.of(name), Group.USER, from, to))
              .reduce(Amount.NOTHING, Amount::plus);
    };
  }

  private Amount spent(
      String where, List<Object> values, Group group, LocalDate from, LocalDate to) {
    return jdbc.sql(
            """
            select coalesce(sum(input_tokens + output_tokens), 0), coalesce(sum(cost_micros), 0)
            from model_usage where dimension = ? and on_day between ? and ?
            """
                + where)
        .params(group.dimension(), from, to)
        .params(values)
        .query((row, _) -> new Amount(row.getLong(1), row.getLong(2)))
        .single();
  }

  private static Usage read(ResultSet row) throws SQLException {
    return new Usage(
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9));
  }
}
