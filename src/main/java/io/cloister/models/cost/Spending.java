package io.cloister.models.cost;

import io.cloister.identity.Actor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelReply;
import io.cloister.models.cost.Budget.Action;
import io.cloister.models.cost.Budget.Scope;
import io.cloister.models.ledger.Amount;
import io.cloister.models.ledger.Meter;
import io.cloister.models.route.Routes;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Holds calls to their budgets: what a call may take is reserved before it and settled after it.
 * Safe for concurrent use.
 */
@Component
public final class Spending {

  private static final Logger log = LoggerFactory.getLogger(Spending.class);

  private final BudgetRows rows;
  private final BudgetAlerts alerts;
  private final Clock clock;
  private final Map<Place, Meter> meters = new ConcurrentHashMap<>();
  private final Set<Told> told = ConcurrentHashMap.newKeySet();
  // what nobody waits for: booking ahead, and telling
  private final ExecutorService aside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("budgets").factory());
  private volatile @Nullable Map<Budget.Key, Budget> budgets;

  Spending(BudgetRows rows, BudgetAlerts alerts, Clock clock) {
    this.rows = rows;
    this.alerts = alerts;
    this.clock = clock;
  }

  private record Place(Budget.Key key, YearMonth month) {}

  private record Told(Place place, boolean spent) {}

  private record Held(Budget budget, Place place, Meter meter) {}

  /** Whether a call may be made. */
  public sealed interface Reservation {

    /** It may, and must be settled. */
    record Granted(Hold hold) implements Reservation {}

    /** It does not fit into the budget. */
    record Denied(Budget budget) implements Reservation {}
  }

  /** What one call may take. Closed without having been settled it counts in full. */
  public final class Hold implements AutoCloseable {

    private final List<Held> held;
    private final Amount amount;
    private boolean settled;

    private Hold(List<Held> held, Amount amount) {
      this.held = held;
      this.amount = amount;
    }

    /** Nothing was taken. */
    public void release() {
      settle(Amount.NOTHING);
    }

    public void settle(ModelReply.Usage usage) {
      settle(new Amount((long) usage.inputTokens() + usage.outputTokens(), usage.costMicros()));
    }

    private void settle(Amount taken) {
      if (settled) {
        return;
      }
      settled = true;
      for (var each : held) {
        each.meter().settle(amount, taken, each.budget().limits());
        keepUp(each);
      }
    }

    @Override
    public void close() {
      settle(amount);
    }
  }

  /**
   * Reserves what a call may take in every budget that it belongs to, or in none.
   *
   * @param inputTokens of the prompt, as far as can be told; no more than the model takes counts
   * @param lowered whether it is asked of a lower tier already, because a budget said so
   */
  public Reservation reserve(
      Routes.Step step,
      ModelFunction function,
      Actor actor,
      int inputTokens,
      int maxTokens,
      boolean lowered) {
    var window = step.model().contextTokens();
    long input = window == null ? inputTokens : Math.min(inputTokens, window);
    var amount = new Amount(input + maxTokens, step.model().mostMicros(input, maxTokens));
    var month = month();
    var held = new ArrayList<Held>();
    for (var budget : of(step, function, actor)) {
      var place = new Place(budget.key(), month);
      var meter = meter(place);
      boolean strict =
          budget.action() == Action.BLOCK || (budget.action() == Action.DOWNGRADE && !lowered);
      if (!meter.reserve(amount, budget.limits(), strict)) {
        held.forEach(each -> each.meter().settle(amount, Amount.NOTHING, each.budget().limits()));
        tell(new Held(budget, place, meter), true);
        return new Reservation.Denied(budget);
      }
      held.add(new Held(budget, place, meter));
    }
    held.forEach(this::replenish);
    return new Reservation.Granted(new Hold(held, amount));
  }

  private List<Budget> of(Routes.Step step, ModelFunction function, Actor actor) {
    var all = budgets();
    if (all.isEmpty()) {
      return List.of();
    }
    var found = ofAnybody(step, function);
    add(found, all.get(new Budget.Key(Scope.USER, actor.user().toString())));
    for (var group : actor.groups()) {
      add(found, all.get(new Budget.Key(Scope.GROUP, group.toString())));
    }
    return found;
  }

  private List<Budget> ofAnybody(Routes.Step step, ModelFunction function) {
    var all = budgets();
    var found = new ArrayList<Budget>();
    add(found, all.get(new Budget.Key(Scope.ALL, "")));
    add(found, all.get(new Budget.Key(Scope.CONNECTION, step.connection().id().toString())));
    add(found, all.get(new Budget.Key(Scope.FUNCTION, function.word())));
    return found;
  }

  private static void add(List<Budget> found, @Nullable Budget budget) {
    if (budget != null) {
      found.add(budget);
    }
  }

  /** The budget for which no call of this kind is made any more, whoever's it is. */
  public Optional<Budget> spent(Routes.Step step, ModelFunction function) {
    return ofAnybody(step, function).stream()
        .filter(budget -> budget.action() != Action.WARN)
        .filter(budget -> budget.limits().share(spent(budget)) >= 1)
        .findFirst();
  }

  /** What was spent of a budget this month. */
  Amount spent(Budget budget) {
    return meter(new Place(budget.key(), month())).spent();
  }

  List<Budget> all() {
    return List.copyOf(budgets().values());
  }

  /** Takes over what the budgets are now. */
  synchronized void reload() {
    var now = load();
    meters.keySet().removeIf(place -> !now.containsKey(place.key()));
    told.removeIf(each -> !now.containsKey(each.place().key()));
    budgets = now;
  }

  private Map<Budget.Key, Budget> budgets() {
    var known = budgets;
    if (known == null) {
      reload();
      known = budgets;
    }
    return known == null ? Map.of() : known;
  }

  private Map<Budget.Key, Budget> load() {
    return rows.all().stream().collect(Collectors.toMap(Budget::key, Function.identity()));
  }

  private Meter meter(Place place) {
    var known = meters.get(place);
    if (known != null) {
      return known;
    }
    meters.keySet().removeIf(each -> each.month().isBefore(place.month().minusMonths(1)));
    return meters.computeIfAbsent(
        place,
        _ ->
            new Meter(
                new Rows(place), rows.booked(place.key(), place.month()).orElse(Amount.NOTHING)));
  }

  YearMonth month() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
  }

  private void keepUp(Held held) {
    replenish(held);
    var share = held.budget().limits().share(held.meter().spent());
    if (share >= held.budget().warnAt()) {
      tell(held, false);
    }
    if (share >= 1) {
      tell(held, true);
    }
  }

  private void replenish(Held held) {
    var limits = held.budget().limits();
    if (held.meter().isRunningLow(limits)) {
      aside(() -> held.meter().replenish(limits));
    }
  }

  private void tell(Held held, boolean spent) {
    if (told.add(new Told(held.place(), spent))) {
      aside(() -> alerts.tell(held.budget(), held.place().month(), spent));
    }
  }

  private void aside(Runnable work) {
    try {
      aside.execute(() -> {
        try {
          work.run();
        } catch (RuntimeException e) {
          log.error("A budget could not be kept up: {}", e.getMessage());
        }
      });
    } catch (RejectedExecutionException _) {
      // stopping: what comes now is booked call by call
    }
  }

  /** Gives the allowances back, so that only what was spent counts. */
  @PreDestroy
  void close() throws InterruptedException {
    aside.shutdown();
    if (!aside.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("The budgets are not settled; they will count a little too much.");
      return;
    }
    meters.values().forEach(Meter::close);
  }

  private final class Rows implements Meter.Book {

    private final Place place;

    Rows(Place place) {
      this.place = place;
    }

    @Override
    public void raise(Amount booked) {
      rows.raise(place.key(), place.month(), booked);
    }

    @Override
    public void close(Amount spent) {
      rows.set(place.key(), place.month(), spent);
    }
  }
}
