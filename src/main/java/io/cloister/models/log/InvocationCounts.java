package io.cloister.models.log;

import io.cloister.models.log.InvocationRows.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many calls each day (UTC) of the log has, so that no page needs to count them. */
@Repository
class InvocationCounts {

  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final JdbcTemplate jdbc;
  private final JdbcClient client;

  InvocationCounts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.client = JdbcClient.create(jdbc);
  }

  /** The calls of a day, of those that were asked for. */
  record Day(LocalDate day, long calls) {

    Instant begin() {
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant end() {
      return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  private record Kind(
      LocalDate day, String function, String connection, String model, String outcome) {

    static Kind of(Invocation call) {
      return new Kind(
          call.at().atOffset(ZoneOffset.UTC).toLocalDate(),
          call.function().word(),
          call.connection(),
          call.model(),
          call.outcome().word());
    }
  }

  static long sum(List<Day> days) {
    return days.stream().mapToLong(Day::calls).sum();
  }

  /** To be called in the transaction that writes them. */
  void add(List<Entry> entries) {
    Map<Kind, Long> calls = new LinkedHashMap<>();
    entries.forEach(entry -> calls.merge(Kind.of(entry.call()), 1L, Long::sum));
    var rows =
        calls.entrySet().stream()
            .map(each -> {
              var kind = each.getKey();
              return new Object[] {
                each.getValue(),
                kind.day(),
                kind.function(),
                kind.connection(),
                kind.model(),
                kind.outcome()
              };
            })
            .toList();
    int[] updated =
        jdbc.batchUpdate(
            """
            update model_invocation_count set calls = calls + ?
            where on_day = ? and function = ? and connection = ? and model = ? and outcome = ?
            """,
            rows);
    var missing = new ArrayList<Object[]>();
    for (int i = 0; i < updated.length; i++) {
      if (updated[i] == 0) {
        missing.add(rows.get(i));
      }
    }
    jdbc.batchUpdate(
        """
        insert into model_invocation_count (calls, on_day, function, connection, model, outcome)
        values (?, ?, ?, ?, ?, ?)
        """,
        missing);
  }

  /** The names of models that ever were in the log and have {@code part} in them. */
  List<String> models(String part) {
    return client
        .sql(
            "select distinct what from model_usage where dimension = 'model'"
                + " and locate(?, lower(what)) > 0")
        .param(part.toLowerCase(Locale.ROOT))
        .query(String.class)
        .list();
  }

  /**
   * The days of the log that have any of these calls, the latest first.
   *
   * @return empty if nothing but the log itself can tell
   */
  Optional<List<Day>> days(InvocationFilter filter, List<String> models) {
    if (filter.user() == null) {
      return Optional.of(exact(ofKinds(filter, models), filter, models));
    }
    boolean alone = filter.function() == null && filter.model() == null && filter.outcome() == null;
    return alone ? Optional.of(exact(of(filter), filter, models)) : Optional.empty();
  }

  private List<Day> ofKinds(InvocationFilter filter, List<String> models) {
    var sql =
        new StringBuilder(
            "select on_day, sum(calls) from model_invocation_count"
                + " where on_day between :first and :last");
    var values = bounds(filter);
    if (filter.function() != null) {
      sql.append(" and function = :function");
      values.put("function", filter.function().word());
    }
    if (filter.outcome() != null) {
      sql.append(" and outcome = :outcome");
      values.put("outcome", filter.outcome().word());
    }
    if (filter.model() != null) {
      sql.append(" and connection || '/' || model in (:models)");
      values.put("models", models);
    }
    return days(sql.toString(), values);
  }

  private List<Day> of(InvocationFilter filter) {
    var values = bounds(filter);
    values.put("user", String.valueOf(filter.user()));
    return days(
        """
        select on_day, sum(calls) from model_usage
        where dimension = 'user' and what = :user and on_day between :first and :last
          and on_day >= (select coalesce(min(on_day), :last) from model_invocation_count)
        """,
        values);
  }

  private List<Day> days(String sql, Map<String, Object> values) {
    return client
        .sql(sql + " group by on_day order by on_day desc")
        .params(values)
        .query((row, _) -> new Day(row.getObject(1, LocalDate.class), row.getLong(2)))
        .list();
  }

  private static Map<String, Object> bounds(InvocationFilter filter) {
    var values = new HashMap<String, Object>();
    values.put("first", filter.from() == null ? FIRST : day(filter.from()));
    values.put("last", filter.to() == null ? LAST : day(filter.to()));
    return values;
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** Of the days in which the wanted time begins and ends only a part is wanted. */
  private List<Day> exact(List<Day> days, InvocationFilter filter, List<String> models) {
    return days.stream()
        .map(day -> isCutIn(day, filter) ? new Day(day.day(), count(day, filter, models)) : day)
        .filter(day -> day.calls() > 0)
        .toList();
  }

  private static boolean isCutIn(Day day, InvocationFilter filter) {
    return (filter.from() != null && filter.from().isAfter(day.begin()))
        || (filter.to() != null && filter.to().isBefore(day.end()));
  }

  private long count(Day day, InvocationFilter filter, List<String> models) {
    return InvocationQuery.of(filter, models).since(day.begin()).until(day.end()).count(client);
  }
}
