package io.cloister.models.log;

import io.cloister.identity.UserId;
import io.cloister.models.ModelFunction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The log as it is stored; the sums of days are written in the transaction of their calls. */
@Repository
class InvocationRows {

  private record Column(String name, Function<Invocation, @Nullable Object> value) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", Invocation::id),
          new Column("at", call -> call.at().atOffset(ZoneOffset.UTC)),
          new Column("function", call -> call.function().word()),
          new Column("connection", Invocation::connection),
          new Column("model", Invocation::model),
          new Column("user_id", call -> call.user().value()),
          new Column("user_name", Invocation::userName),
          new Column("document", Invocation::document),
          new Column("input_tokens", Invocation::inputTokens),
          new Column("output_tokens", Invocation::outputTokens),
          new Column("estimated", Invocation::estimated),
          new Column("cost_micros", Invocation::costMicros),
          new Column("first_token_millis", Invocation::firstTokenMillis),
          new Column("millis", Invocation::millis),
          new Column("outcome", call -> call.outcome().word()),
          new Column("detail", Invocation::detail),
          new Column("fallback_from", Invocation::fallbackFrom),
          new Column("cached", Invocation::cached),
          new Column("prompt", Invocation::prompt),
          new Column("route", Invocation::route));

  private static final String INSERT =
      "insert into model_invocation (%s) values (%s)"
          .formatted(
              COLUMNS.stream().map(Column::name).collect(Collectors.joining(", ")),
              String.join(", ", Collections.nCopies(COLUMNS.size(), "?")));

  private final JdbcTemplate jdbc;
  private final InvocationCounts counts;
  private final TransactionTemplate inTransaction;

  InvocationRows(
      JdbcTemplate jdbc, InvocationCounts counts, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.counts = counts;
    this.inTransaction = new TransactionTemplate(transactions);
    // what becomes of the caller's transaction is nothing to the log
    inTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * One call to be written.
   *
   * @param text null if what was said is not kept
   */
  record Entry(Invocation call, @Nullable InvocationText text) {}

  /** All of them or none. */
  void write(List<Entry> entries) {
    inTransaction.executeWithoutResult(_ -> {
      jdbc.batchUpdate(INSERT, entries.stream().map(entry -> values(entry.call())).toList());
      var texts = entries.stream().filter(entry -> entry.text() != null).toList();
      if (!texts.isEmpty()) {
        jdbc.batchUpdate(
            "insert into model_invocation_text values (?, ?, ?, ?, ?)",
            texts.stream().map(InvocationRows::text).toList());
      }
      count(entries);
      counts.add(entries);
    });
  }

  private record Place(String dimension, LocalDate day, String what) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
      int by = dimension.compareTo(other.dimension);
      by = by == 0 ? day.compareTo(other.day) : by;
      return by == 0 ? what.compareTo(other.what) : by;
    }
  }

  private void count(List<Entry> entries) {
    Map<Place, long[]> sums = new TreeMap<>();
    for (var entry : entries) {
      var call = entry.call();
      var day = call.at().atOffset(ZoneOffset.UTC).toLocalDate();
      add(sums, new Place("function", day, call.function().word()), call);
      add(sums, new Place("model", day, call.connection() + "/" + call.model()), call);
      add(sums, new Place("user", day, call.userName()), call);
      if (call.route() != null) {
        add(sums, new Place("route", day, call.route()), call);
      }
    }
    var places = List.copyOf(sums.entrySet());
    int[] updated =
        jdbc.batchUpdate(
            """
            update model_usage set calls = calls + ?, failed = failed + ?, cached = cached + ?,
              estimated = estimated + ?, input_tokens = input_tokens + ?,
              output_tokens = output_tokens + ?, cost_micros = cost_micros + ?,
              millis = millis + ?
            where dimension = ? and on_day = ? and what = ?
            """,
            places.stream().map(each -> row(each.getValue(), each.getKey(), false)).toList());
    var missing = new ArrayList<Object[]>();
    for (int i = 0; i < updated.length; i++) {
      if (updated[i] == 0) {
        missing.add(row(places.get(i).getValue(), places.get(i).getKey(), true));
      }
    }
    jdbc.batchUpdate("insert into model_usage values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", missing);
  }

  private static void add(Map<Place, long[]> sums, Place place, Invocation call) {
    long[] sum = sums.computeIfAbsent(place, _ -> new long[8]);
    sum[0]++;
    sum[1] += call.outcome().isFailed() ? 1 : 0;
    sum[2] += call.cached() ? 1 : 0;
    sum[3] += call.estimated() ? 1 : 0;
    sum[4] += call.inputTokens();
    sum[5] += call.outputTokens();
    sum[6] += call.costMicros();
    sum[7] += call.millis();
  }

  private static Object[] row(long[] sums, Place place, boolean placeFirst) {
    var key = new Object[] {place.dimension(), place.day(), place.what()};
    var row = new ArrayList<Object>();
    if (placeFirst) {
      row.addAll(List.of(key));
    }
    for (long sum : sums) {
      row.add(sum);
    }
    if (!placeFirst) {
      row.addAll(List.of(key));
    }
    return row.toArray();
  }

  private static Object[] text(Entry entry) {
    var text = Objects.requireNonNull(entry.text());
    return new Object[] {
      entry.call().id(),
      entry.call().at().atOffset(ZoneOffset.UTC),
      text.instructions(),
      text.prompt(),
      text.reply()
    };
  }

  private static @Nullable Object[] values(Invocation call) {
    return COLUMNS.stream().map(column -> column.value().apply(call)).toArray();
  }

  /** The call of a whole row. */
  static Invocation read(ResultSet row) throws SQLException {
    return new Invocation(
        row.getObject("id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        ModelFunction.of(row.getString("function")),
        row.getString("connection"),
        row.getString("model"),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("user_name"),
        row.getString("document"),
        row.getInt("input_tokens"),
        row.getInt("output_tokens"),
        row.getBoolean("estimated"),
        row.getLong("cost_micros"),
        row.getObject("first_token_millis", Long.class),
        row.getLong("millis"),
        Invocation.Outcome.of(row.getString("outcome")).orElseThrow(),
        row.getString("detail"),
        row.getString("fallback_from"),
        row.getBoolean("cached"),
        row.getString("prompt"),
        row.getString("route"));
  }
}
