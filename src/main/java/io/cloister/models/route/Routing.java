package io.cloister.models.route;

import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked for what.
 *
 * @param tier which of the tiers' routes are taken where there are several
 */
public record Routing(Mode mode, Tier tier, List<FunctionRoute> routes) {

  public Routing {
    routes = List.copyOf(routes);
  }

  /** How models are chosen. */
  public enum Mode {
    /** From the administrator's own catalogue, by tier. */
    MANAGED,
    /** By function. */
    OWN,
    /** By function, and never one that stands outside. */
    SELF_HOSTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Mode> of(String word) {
      for (var mode : values()) {
        if (mode.word().equals(word)) {
          return Optional.of(mode);
        }
      }
      return Optional.empty();
    }
  }

  /** What matters more, quality or price. */
  public enum Tier {
    PERFORMANCE,
    BALANCED,
    ECONOMY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Tier> of(String word) {
      for (var tier : values()) {
        if (tier.word().equals(word)) {
          return Optional.of(tier);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * The models asked for one function, one after the other until one answers.
   *
   * @param label only for prompts of this label; null for all that have no route of their own
   * @param tier only in this tier; null for all that have no route of their own
   */
  public record FunctionRoute(
      ModelFunction function, @Nullable Label label, @Nullable Tier tier, List<ModelName> chain) {

    public FunctionRoute {
      chain = List.copyOf(chain);
    }
  }
}
