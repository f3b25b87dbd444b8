package io.cloister.api.models;

import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelName;
import io.cloister.models.cost.Comparison;
import io.cloister.models.cost.Usages;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sums over days in UTC; without dates over all there are. */
@RestController
@RequestMapping("/api/v1/models")
class UsageController {

  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

  private final Usages usages;
  private final Comparison comparison;
  private final CurrentActor actor;
  private final Clock clock;

  UsageController(Usages usages, Comparison comparison, CurrentActor actor, Clock clock) {
    this.usages = usages;
    this.comparison = comparison;
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
      @RequestParam(required = false) @Nullable String against,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    var me = actor.get();
    var model =
        against == null
            ? comparison
                .model(me)
                .orElseThrow(() -> Moments.malformed("against says which model to compare with"))
            : ModelName.of(against);
    var saved = usages.savings(model, first(from), last(to), me);
    var routes = new ArrayList<RouteSavingsShape>();
    usages
        .savingsByRoute(model, first(from), last(to), me)
        .forEach((route, each) ->
            routes.add(
                new RouteSavingsShape(
                    route, each.costMicros(), each.againstMicros(), each.savedMicros())));
    return new SavingsShape(
        saved.against().toString(),
        saved.costMicros(),
        saved.againstMicros(),
        saved.savedMicros(),
        routes);
  }

  /** Chooses the model that is compared with where none is named. */
  @PutMapping("/savings")
  ComparedShape compare(@RequestBody ComparedShape wanted) {
    var me = actor.get();
    comparison.choose(wanted.against() == null ? null : ModelName.of(wanted.against()), me);
    return new ComparedShape(comparison.model(me).map(ModelName::toString).orElse(null));
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
  record SavingsShape(
      String against,
      long costMicros,
      long againstMicros,
      long savedMicros,
      List<RouteSavingsShape> routes) {}

  record RouteSavingsShape(String route, long costMicros, long againstMicros, long savedMicros) {}

  /**
   * @param against null for none
   */
  record ComparedShape(@Nullable String against) {}
}
