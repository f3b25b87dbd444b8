package io.cloister.api.models;

import io.cloister.governance.Label;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.route.QuestionKind;
import io.cloister.models.route.RouterRule;
import io.cloister.models.route.RouterRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules that go before the table of routes, in their order. */
@RestController
@RequestMapping("/api/v1/models/rules")
class RulesController {

  private final RouterRules rules;
  private final CurrentActor actor;

  RulesController(RouterRules rules, CurrentActor actor) {
    this.rules = rules;
    this.actor = actor;
  }

  @GetMapping
  List<RouterRuleShape> list() {
    return rules.list(actor.get()).stream().map(RouterRuleShape::of).toList();
  }

  @PutMapping
  List<RouterRuleShape> replace(@RequestBody List<@NotNull @Valid RouterRuleShape> wanted) {
    var all = wanted.stream().map(RouterRuleShape::toRule).toList();
    return rules.replace(all, actor.get()).stream().map(RouterRuleShape::of).toList();
  }

  /**
   * What is null is not asked for.
   *
   * @param order which of its models is asked first; as they stand if nothing is said
   * @param withinMillis only models whose latest replies took no longer, nineteen of twenty
   */
  record RouterRuleShape(
      @NotBlank String name,
      @Nullable String function,
      @Nullable @Pattern(regexp = "public|internal|confidential|secret") String label,
      @Nullable @Min(0) Integer minTokens,
      @Nullable @Min(0) Integer maxTokens,
      @Nullable @Min(0) Integer minSources,
      @Nullable @Min(0) Integer maxSources,
      @Nullable @Pattern(regexp = "simple|complex") String question,
      @Nullable @Pattern(regexp = "listed|fastest|cheapest") String order,
      @Nullable @Min(1) Long withinMillis,
      @NotEmpty List<@NotNull String> chain) {

    static RouterRuleShape of(RouterRule rule) {
      return new RouterRuleShape(
          rule.name(),
          rule.function() == null ? null : rule.function().word(),
          rule.label() == null ? null : rule.label().word(),
          rule.minTokens(),
          rule.maxTokens(),
          rule.minSources(),
          rule.maxSources(),
          rule.question() == null ? null : rule.question().word(),
          rule.preference().word(),
          rule.within() == null ? null : rule.within().toMillis(),
          rule.chain().stream().map(ModelName::toString).toList());
    }

    RouterRule toRule() {
      return new RouterRule(
          name.strip(),
          function == null ? null : ModelFunction.of(function),
          label == null ? null : Label.of(label),
          minTokens,
          maxTokens,
          minSources,
          maxSources,
          question == null ? null : QuestionKind.of(question).orElseThrow(),
          order == null
              ? RouterRule.Preference.LISTED
              : RouterRule.Preference.of(order).orElseThrow(),
          withinMillis == null ? null : Duration.ofMillis(withinMillis),
          chain.stream().map(ModelName::of).toList());
    }
  }
}
