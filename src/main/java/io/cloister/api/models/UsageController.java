package io.cloister.api.models;

import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelName;
import io.cloister.models.Usages;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sums over days in UTC; without dates over all there are. */
@RestController
@RequestMapping("/api/v1/models")
class UsageController {

  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

  private final Usages usages;
  private final CurrentActor actor;
  private final Clock clock;

  UsageController(Usages usages, CurrentActor actor, Clock clock) {
    this.usages = usages;
    this.actor = actor;
    this.clock = clock;
  }

  @GetMapping("/usage")
  Listed<UsageShape> usage(
      @RequestParam(defaultValue = "function") String group,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    var by =
        Usages.Group.of(group)
            .orElseThrow(() -> Moments.malformed("group is function, model, user, route or day"));
    return Listed.whole(
        usages.usage(by, first(from), last(to), actor.get()).stream().map(UsageShape::of).toList());
  }

  @GetMapping("/savings")
  SavingsShape savings(
      @RequestParam String against,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    var saved = usages.savings(ModelName.of(against), first(from), last(to), actor.get());
    return new SavingsShape(
        saved.against().toString(), saved.costMicros(), saved.againstMicros(), saved.savedMicros());
  }

  private static LocalDate first(@Nullable String from) {
    return from == null ? FIRST : Moments.day(from);
  }

  private LocalDate last(@Nullable String to) {
    return to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : Moments.day(to);
  }

  record UsageShape(
      String key,
      long calls,
      long failed,
      long cached,
      long estimated,
      long inputTokens,
      long outputTokens,
      long costMicros,
      long millis) {

    static UsageShape of(Usages.Usage usage) {
      return new UsageShape(
          usage.key(),
          usage.calls(),
          usage.failed(),
          usage.cached(),
          usage.estimated(),
          usage.inputTokens(),
          usage.outputTokens(),
          usage.costMicros(),
          usage.millis());
    }
  }

  /** What the same tokens would have cost with one model for everything. */
  record SavingsShape(String against, long costMicros, long againstMicros, long savedMicros) {}
}
