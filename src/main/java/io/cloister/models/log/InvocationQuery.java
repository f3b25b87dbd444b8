package io.cloister.models.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A filter as SQL: only what is asked for, so that an index of the log can serve it. */
final class InvocationQuery {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  private InvocationQuery() {}

  static InvocationQuery of(InvocationFilter filter) {
    var query = new InvocationQuery();
    if (filter.from() != null) {
      query.and("at >= :from", "from", filter.from().atOffset(ZoneOffset.UTC));
    }
    if (filter.to() != null) {
      query.and("at < :to", "to", filter.to().atOffset(ZoneOffset.UTC));
    }
    // H2 cannot tell which of several indexes is the narrow one; what is put together has none
    boolean narrow = filter.user() != null;
    if (filter.user() != null) {
      query.and("user_name = :user", "user", filter.user());
    }
    if (filter.outcome() != null) {
      var column = narrow ? "outcome || ''" : "outcome";
      query.and(column + " = :outcome", "outcome", filter.outcome().word());
      narrow |= filter.outcome() != Invocation.Outcome.COMPLETED;
    }
    if (filter.function() != null) {
      var column = narrow ? "function || ''" : "function";
      query.and(column + " = :function", "function", filter.function().word());
    }
    if (filter.model() != null) {
      query.and(
          "locate(:model, lower(connection || '/' || model)) > 0",
          "model",
          filter.model().toLowerCase(Locale.ROOT));
    }
    return query;
  }

  private void and(String condition, String name, Object value) {
    conditions.add(condition);
    values.put(name, value);
  }

  /** Only what comes after this place, the latest first. */
  void before(Instant at, long sequence) {
    and("at <= :lastAt", "lastAt", at.atOffset(ZoneOffset.UTC));
    and("(at < :lastAt or sequence < :lastSequence)", "lastSequence", sequence);
  }

  JdbcClient.StatementSpec on(JdbcClient jdbc, String select, String rest) {
    var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return jdbc.sql(select + where + rest).params(values);
  }
}
