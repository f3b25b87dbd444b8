package io.cloister.models.log;

import io.cloister.models.ModelFunction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which invocations; what is null is not asked for.
 *
 * @param from inclusive
 * @param to exclusive
 * @param model {@code connection/model}, or a part of it
 * @param user the sign-in name
 */
public record InvocationFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable ModelFunction function,
    @Nullable String model,
    @Nullable String user,
    Invocation.@Nullable Outcome outcome) {

  public static final InvocationFilter ALL =
      new InvocationFilter(null, null, null, null, null, null);
}
