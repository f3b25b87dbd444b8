package io.cloister.models.shadow;

import io.cloister.models.ModelName;
import io.cloister.models.log.Invocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one model did, as the shadow of a function or for its users.
 *
 * @param failed how many gave no text, blocked and over budget included
 * @param medianMillis of those that completed; null if none did
 * @param p95Millis nineteen of twenty took no longer; null if none completed
 */
public record ShadowComparison(
    ModelName model,
    boolean shadow,
    int calls,
    int failed,
    @Nullable Long medianMillis,
    @Nullable Long p95Millis,
    long inputTokens,
    long outputTokens,
    long costMicros) {

  private record Side(ModelName model, boolean shadow) {}

  /** One call, as far as it is compared. */
  record Call(
      ModelName model,
      boolean shadow,
      Invocation.Outcome outcome,
      long millis,
      int inputTokens,
      int outputTokens,
      long costMicros) {}

  public long tokens() {
    return inputTokens + outputTokens;
  }

  /** The shadow's last, the others as they come. */
  static List<ShadowComparison> of(List<Call> calls) {
    Map<Side, List<Call>> sides = new LinkedHashMap<>();
    for (var call : calls) {
      sides
          .computeIfAbsent(new Side(call.model(), call.shadow()), _ -> new ArrayList<>())
          .add(call);
    }
    var compared = new ArrayList<ShadowComparison>();
    for (boolean shadow : new boolean[] {false, true}) {
      sides.forEach((side, of) -> {
        if (side.shadow() == shadow) {
          compared.add(of(side, of));
        }
      });
    }
    return compared;
  }

  private static ShadowComparison of(Side side, List<Call> calls) {
    var times =
        calls.stream()
            .filter(call -> call.outcome() == Invocation.Outcome.COMPLETED)
            .map(Call::millis)
            .sorted()
            .toList();
    return new ShadowComparison(
        side.model(),
        side.shadow(),
        calls.size(),
        (int) calls.stream().filter(call -> call.outcome().isFailed()).count(),
        rank(times, 0.5),
        rank(times, 0.95),
        calls.stream().mapToLong(Call::inputTokens).sum(),
        calls.stream().mapToLong(Call::outputTokens).sum(),
        calls.stream().mapToLong(Call::costMicros).sum());
  }

  private static @Nullable Long rank(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? null
        : Objects.requireNonNull(sorted.get((int) Math.ceil(share * sorted.size()) - 1));
  }
}
