package io.cloister.models.route;

import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.connection.Connection;
import io.cloister.models.route.Routes.Choice;
import io.cloister.models.route.Routes.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Goes through the rules in their order. The first that is for a request names its models; those of
 * the table come behind them, so that a rule never leaves a request without an answer.
 */
@Component
class Router {

  private static final Duration LONG = Duration.ofDays(1);

  private final RuleRows rules;
  private final ModelSpeeds speeds;

  Router(RuleRows rules, ModelSpeeds speeds) {
    this.rules = rules;
    this.speeds = speeds;
  }

  /**
   * What became of a rule.
   *
   * @param why not; null if it named the models
   */
  record Considered(RouterRule rule, @Nullable Mismatch why) {}

  /**
   * @param considered the rules up to the one that was taken
   */
  record Decision(Choice choice, List<Considered> considered) {}

  /** A model that rules name was renamed or is gone. */
  void changed() {
    rules.changed();
  }

  /** The models that a rule may name for the function. */
  List<Step> all(ModelFunction function, List<Connection> connections) {
    return rules.all().stream()
        .filter(rule -> rule.function() == null || rule.function() == function)
        .flatMap(rule -> rule.chain().stream())
        .flatMap(name -> named(name, connections))
        .toList();
  }

  Choice choice(RequestMeasure measure, Choice table, List<Connection> connections) {
    // most have none, and most requests are asked along this way
    return rules.all().isEmpty() ? table : decide(measure, table, connections).choice();
  }

  Decision decide(RequestMeasure measure, Choice table, List<Connection> connections) {
    var considered = new ArrayList<Considered>();
    for (var rule : rules.all()) {
      var why = rule.objection(measure);
      if (why == null) {
        var steps = steps(rule, measure, connections);
        if (!steps.isEmpty()) {
          considered.add(new Considered(rule, null));
          return new Decision(before(table, "rule: " + rule.name(), steps), considered);
        }
        why =
            rule.chain().isEmpty()
                ? Mismatch.of(Mismatch.Kind.MODELS_GONE, "its models are gone")
                : Mismatch.of(Mismatch.Kind.TOO_SLOW, "none of its models is fast enough");
      }
      considered.add(new Considered(rule, why));
    }
    return new Decision(table, considered);
  }

  private static Choice before(Choice table, String route, List<Step> steps) {
    var all = new ArrayList<>(steps);
    table.steps().stream()
        .filter(step -> steps.stream().noneMatch(each -> each.name().equals(step.name())))
        .forEach(all::add);
    return new Choice(route, all);
  }

  private static Stream<Step> named(ModelName name, List<Connection> connections) {
    return connections.stream()
        .filter(connection -> connection.name().equals(name.connection()))
        .flatMap(connection ->
            connection.model(name.model()).map(model -> new Step(connection, model)).stream());
  }

  private List<Step> steps(RouterRule rule, RequestMeasure measure, List<Connection> connections) {
    var steps = new ArrayList<Step>();
    for (var name : rule.chain()) {
      named(name, connections)
          .filter(step -> step.model().isFor(measure.function().kind()))
          .filter(step -> isFastEnough(step, rule.within()))
          .forEach(steps::add);
    }
    switch (rule.preference()) {
      case LISTED -> {}
      case FASTEST -> steps.sort(Comparator.comparing(step -> mostTook(step).orElse(LONG)));
      case CHEAPEST ->
          steps.sort(
              Comparator.comparingLong(
                  step -> step.model().mostMicros(measure.tokens(), measure.replyTokens())));
    }
    return steps;
  }

  private boolean isFastEnough(Step step, @Nullable Duration within) {
    return within == null || mostTook(step).map(took -> took.compareTo(within) <= 0).orElse(true);
  }

  Optional<Duration> mostTook(Step step) {
    return speeds.mostTook(step.name());
  }
}
