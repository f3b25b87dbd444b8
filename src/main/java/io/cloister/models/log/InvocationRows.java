package io.cloister.models.log;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes calls into the log, with the sums of their days in the same transaction. */
@Repository
class InvocationRows {

  private static final String INSERT =
      """
      insert into model_invocation (id, at, function, connection, model, user_id, user_name,
        document, input_tokens, output_tokens, estimated, cost_micros, first_token_millis,
        millis, outcome, detail, fallback_from, cached, prompt, route)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate inTransaction;

  InvocationRows(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
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

  private static Object[] values(Invocation call) {
    return new Object[] {
      call.id(),
      call.at().atOffset(ZoneOffset.UTC),
      call.function().word(),
      call.connection(),
      call.model(),
      call.user().value(),
      call.userName(),
      call.document(),
      call.inputTokens(),
      call.outputTokens(),
      call.estimated(),
      call.costMicros(),
      call.firstTokenMillis(),
      call.millis(),
      call.outcome().word(),
      call.detail(),
      call.fallbackFrom(),
      call.cached(),
      call.prompt(),
      call.route()
    };
  }
}
