package io.cloister.api.models;

import io.cloister.governance.Label;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.gateway.Explaining;
import io.cloister.models.route.Explanation;
import io.cloister.models.route.RequestMeasure;
import io.cloister.models.route.Routes;
import io.cloister.models.route.Routing;
import io.cloister.models.route.Routing.FunctionRoute;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/routes")
class RoutesController {

  private final Routes routes;
  private final Explaining explaining;
  private final CurrentActor actor;

  RoutesController(Routes routes, Explaining explaining, CurrentActor actor) {
    this.routes = routes;
    this.explaining = explaining;
    this.actor = actor;
  }

  @GetMapping
  RoutingShape get() {
    return RoutingShape.of(routes.get(actor.get()));
  }

  @PutMapping
  RoutingShape replace(@Valid @RequestBody RoutingShape wanted) {
    return RoutingShape.of(routes.replace(wanted.toRouting(), actor.get()));
  }

  @PostMapping("/explain")
  ExplanationShape explain(@Valid @RequestBody Question question) {
    var label = question.label() == null ? Label.INTERNAL : Label.of(question.label());
    var request =
        RequestMeasure.of(
            ModelFunction.of(question.function()),
            label,
            question.tokens() == null ? 0 : question.tokens(),
            question.sources() == null ? 0 : question.sources(),
            question.question());
    return ExplanationShape.of(
        question.function(), label, explaining.explain(request, actor.get()));
  }

  /**
   * @param tokens of the prompt; with {@code sources} and {@code question} what rules go by
   */
  record Question(
      @NotNull String function,
      @Nullable @Pattern(regexp = "public|internal|confidential|secret") String label,
      @Nullable @Min(0) Integer tokens,
      @Nullable @Min(0) Integer sources,
      @Nullable @Size(max = 4000) String question) {}

  record RoutingShape(
      @NotNull @Pattern(regexp = "managed|own|self-hosted") String mode,
      @NotNull @Pattern(regexp = "performance|balanced|economy") String tier,
      @NotNull @Size(max = 200) List<@NotNull @Valid RouteShape> routes) {

    static RoutingShape of(Routing routing) {
      return new RoutingShape(
          routing.mode().word(),
          routing.tier().word(),
          routing.routes().stream().map(RouteShape::of).toList());
    }

    Routing toRouting() {
      return new Routing(
          Routing.Mode.of(mode).orElseThrow(),
          Routing.Tier.of(tier).orElseThrow(),
          routes.stream().map(RouteShape::toRoute).toList());
    }
  }

  record RouteShape(
      @NotNull String function,
      @Nullable @Pattern(regexp = "public|internal|confidential|secret") String label,
      @Nullable @Pattern(regexp = "performance|balanced|economy") String tier,
      @NotNull List<@NotNull String> chain) {

    static RouteShape of(FunctionRoute route) {
      return new RouteShape(
          route.function().word(),
          route.label() == null ? null : route.label().word(),
          route.tier() == null ? null : route.tier().word(),
          route.chain().stream().map(ModelName::toString).toList());
    }

    FunctionRoute toRoute() {
      return new FunctionRoute(
          ModelFunction.of(function),
          label == null ? null : Label.of(label),
          tier == null ? null : Routing.Tier.of(tier).orElseThrow(),
          chain.stream().map(ModelName::of).toList());
    }
  }

  record ExplanationShape(
      String function,
      String label,
      @Nullable String chosen,
      List<ConsideredShape> considered,
      String route,
      List<RuleConsideredShape> rules) {

    static ExplanationShape of(String function, Label label, Explanation explained) {
      return new ExplanationShape(
          function,
          label.word(),
          explained.chosen() == null ? null : explained.chosen().toString(),
          explained.considered().stream()
              .map(each ->
                  new ConsideredShape(
                      each.model().toString(),
                      each.boundary().word(),
                      each.verdict().word(),
                      each.reason(),
                      each.mostTook() == null ? null : each.mostTook().toMillis()))
              .toList(),
          explained.route(),
          explained.rules().stream()
              .map(each ->
                  new RuleConsideredShape(
                      each.name(),
                      each.why() == null,
                      each.why() == null ? null : each.why().text()))
              .toList());
    }
  }

  /**
   * @param p95Millis nineteen of twenty of its latest replies took no longer; null if too few are
   *     known
   */
  record ConsideredShape(
      String model, String boundary, String verdict, String reason, @Nullable Long p95Millis) {}

  /** A rule that was looked at, and why it was not taken. */
  record RuleConsideredShape(String name, boolean taken, @Nullable String reason) {}
}
