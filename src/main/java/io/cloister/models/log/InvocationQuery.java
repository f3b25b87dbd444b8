package io.cloister.models.log;

import io.cloister.models.ModelName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A filter as SQL: only what is asked for, so that an index of the log can serve it. */
final class InvocationQuery {

  private static final String LOG = " from model_invocation";
  private static final String LATEST = " order by at desc, sequence desc";
  // more than these are hardly rare together, and then passing over the others takes less
  private static final int MOST_APART = 8;

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();
  private final List<ModelName> apart = new ArrayList<>(); // each is looked for in its own index

  private String leading = ""; // what the index that is read begins with

  private InvocationQuery() {}

  /**
   * @param models the names that {@code filter.model()} stands for
   */
  static InvocationQuery of(InvocationFilter filter, List<String> models) {
    var query = new InvocationQuery();
    if (filter.from() != null) {
      query.and("at >= :from", "from", filter.from().atOffset(ZoneOffset.UTC));
    }
    if (filter.to() != null) {
      query.and("at < :to", "to", filter.to().atOffset(ZoneOffset.UTC));
    }
    // the narrowest first: its index is read, in its own order
    if (filter.user() != null) {
      query.equal("user_name", "user", filter.user());
    }
    var outcome = filter.outcome();
    if (outcome != null && outcome != Invocation.Outcome.COMPLETED) {
      query.equal("outcome", "outcome", outcome.word());
    }
    if (filter.model() != null) {
      if (query.leading.isEmpty() && models.size() <= MOST_APART) {
        models.forEach(name -> query.apart.add(ModelName.of(name)));
        query.leading = "connection desc, model desc, ";
      } else {
        query.and("connection || '/' || model in (:models)", "models", models);
      }
    }
    if (filter.function() != null) {
      query.equal("function", "function", filter.function().word());
    }
    if (outcome == Invocation.Outcome.COMPLETED) { // hardly narrower than all
      query.equal("outcome", "outcome", Invocation.Outcome.COMPLETED.word());
    }
    return query;
  }

  /**
   * H2 reads an index in its order only where the order names all of its columns, and cannot tell
   * which of several is the narrow one; what is put together has none.
   */
  private void equal(String column, String name, String value) {
    if (leading.isEmpty()) {
      leading = column + " desc, ";
      and(column + " = :" + name, name, value);
    } else {
      and(column + " || '' = :" + name, name, value);
    }
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

  InvocationQuery since(Instant at) {
    and("at >= :since", "since", at.atOffset(ZoneOffset.UTC));
    return this;
  }

  InvocationQuery until(Instant at) {
    and("at < :until", "until", at.atOffset(ZoneOffset.UTC));
    return this;
  }

  long count(JdbcClient jdbc) {
    return parts("select count(*) as calls" + LOG, "").stream()
        .map(jdbc::sql)
        .mapToLong(each -> each.params(values).query(Long.class).single())
        .sum();
  }

  /** The latest but for those that are passed over, by their number in the log. */
  List<Long> latest(JdbcClient jdbc, long passed, int rows) {
    var rest = " offset %d rows fetch next %d rows only".formatted(passed, rows);
    var parts =
        parts(
            "select at, sequence" + LOG,
            order() + " fetch first %d rows only".formatted(passed + rows));
    var sql =
        apart.size() < 2
            ? parts("select sequence" + LOG, order() + rest).getFirst()
            : "select sequence from ("
                + parts.stream().collect(Collectors.joining(") union all (", "(", ")"))
                + ") found"
                + LATEST
                + rest;
    return jdbc.sql(sql).params(values).query(Long.class).list();
  }

  private String order() {
    return " order by " + leading + "at desc, sequence desc";
  }

  private List<String> parts(String select, String rest) {
    if (apart.isEmpty()) {
      return List.of(select + where(conditions) + rest);
    }
    var parts = new ArrayList<String>();
    for (int i = 0; i < apart.size(); i++) {
      values.put("connection" + i, apart.get(i).connection());
      values.put("model" + i, apart.get(i).model());
      var all = new ArrayList<>(conditions);
      all.add("connection = :connection" + i);
      all.add("model = :model" + i);
      parts.add(select + where(all) + rest);
    }
    return parts;
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }
}
