package io.cloister.models.log;

import static io.cloister.models.ModelsOnly.STAFF;

import io.cloister.models.ModelFunction;
import io.cloister.models.ModelsOnly;
import io.cloister.models.log.Invocation.Outcome;
import io.cloister.models.log.InvocationRows.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes calls that nobody made into the log. */
public final class WrittenCalls {

  /** The first and the last day that any call may be of. */
  static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

  static final LocalDate LAST = LocalDate.of(2100, 1, 1);

  private WrittenCalls() {}

  public static void write(ModelsOnly models, List<Invocation> calls) {
    models
        .part(InvocationRows.class)
        .write(calls.stream().map(call -> new Entry(call, null)).toList());
  }

  static Invocation call(String user) {
    return call(user, Instant.now());
  }

  static Invocation call(String user, Instant at) {
    return call(user, at, Outcome.COMPLETED, null, null);
  }

  static Invocation call(
      String user,
      Instant at,
      Outcome outcome,
      @Nullable String detail,
      @Nullable Long firstTokenMillis) {
    return new Invocation(
        UUID.randomUUID(),
        at,
        ModelFunction.ANSWER,
        "first",
        "scripted",
        STAFF.user(),
        user,
        null,
        10,
        5,
        false,
        15,
        firstTokenMillis,
        100,
        outcome,
        detail,
        null,
        false,
        null,
        "answer");
  }
}
