package io.cloister.models.log;

import io.cloister.models.ModelsOnly;
import io.cloister.models.log.InvocationRows.Entry;
import java.util.List;

/** Writes calls that nobody made into the log. */
public final class WrittenCalls {

  private WrittenCalls() {}

  public static void write(ModelsOnly models, List<Invocation> calls) {
    models
        .part(InvocationRows.class)
        .write(calls.stream().map(call -> new Entry(call, null)).toList());
  }
}
