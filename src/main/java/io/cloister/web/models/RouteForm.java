package io.cloister.web.models;

import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.route.Routing.FunctionRoute;
import io.cloister.models.route.Routing.Tier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A route as it is entered.
 *
 * @param label empty for all that have no route of their own, as {@code tier}
 * @param model one after the other; empty places are left out
 */
record RouteForm(
    @Nullable String function,
    @Nullable String label,
    @Nullable String tier,
    @Nullable List<String> model) {

  /** What can be routed; passages are embedded by the built-in model alone. */
  static final List<ModelFunction> FUNCTIONS =
      Arrays.stream(ModelFunction.values()).filter(each -> each != ModelFunction.EMBED).toList();

  static final RouteForm EMPTY = new RouteForm(null, null, null, null);

  private static final int FEWEST_PLACES = 3;
  private static final int MOST_PLACES = 10;

  static RouteForm of(FunctionRoute route) {
    return new RouteForm(
        route.function().word(),
        route.label() == null ? null : route.label().word(),
        route.tier() == null ? null : route.tier().word(),
        route.chain().stream().map(ModelName::toString).toList());
  }

  /** Empty if it says no route; one without models if it says no model. */
  Optional<FunctionRoute> route() {
    try {
      return Optional.of(
          new FunctionRoute(
              ModelFunction.of(text(function)),
              text(label).isEmpty() ? null : Label.of(text(label)),
              text(tier).isEmpty() ? null : Tier.of(text(tier)).orElseThrow(this::strange),
              named().map(ModelName::of).toList()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private IllegalArgumentException strange() {
    return new IllegalArgumentException("unknown tier '" + tier + "'");
  }

  /** Whether {@code other} is for the same, whatever models it names. */
  static boolean isForTheSame(FunctionRoute one, FunctionRoute other) {
    return one.function() == other.function()
        && one.label() == other.label()
        && one.tier() == other.tier();
  }

  /** The places of the form: those that are filled, and some more. */
  public List<String> places() {
    var filled = named().toList();
    int places = Math.clamp(filled.size() + 1, FEWEST_PLACES, MOST_PLACES);
    return Stream.concat(filled.stream(), Stream.generate(() -> "")).limit(places).toList();
  }

  private Stream<String> named() {
    return (model == null ? List.<String>of() : model).stream().filter(name -> !name.isBlank());
  }

  private static String text(@Nullable String entered) {
    return entered == null ? "" : entered.strip();
  }
}
