package io.cloister.web.models;

import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.route.QuestionKind;
import io.cloister.models.route.RouterRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is entered; what is empty is not asked for.
 *
 * @param within in seconds
 * @param first asked first; {@code second} if it fails
 */
record RuleForm(
    @Nullable String name,
    @Nullable String function,
    @Nullable String label,
    @Nullable String minTokens,
    @Nullable String maxTokens,
    @Nullable String minSources,
    @Nullable String maxSources,
    @Nullable String question,
    @Nullable String order,
    @Nullable String within,
    @Nullable String first,
    @Nullable String second) {

  static final RuleForm EMPTY =
      new RuleForm(null, null, null, null, null, null, null, null, null, null, null, null);

  /** Empty if it does not say a rule. */
  Optional<RouterRule> rule() {
    try {
      var seconds = number(within);
      return Optional.of(
          new RouterRule(
              text(name),
              text(function).isEmpty() ? null : ModelFunction.of(text(function)),
              text(label).isEmpty() ? null : Label.of(text(label)),
              number(minTokens),
              number(maxTokens),
              number(minSources),
              number(maxSources),
              QuestionKind.of(text(question)).orElse(null),
              RouterRule.Preference.of(text(order)).orElse(RouterRule.Preference.LISTED),
              seconds == null ? null : Duration.ofSeconds(seconds),
              chain()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<ModelName> chain() {
    return Stream.of(text(first), text(second))
        .filter(each -> !each.isEmpty())
        .distinct()
        .map(ModelName::of)
        .toList();
  }

  private static @Nullable Integer number(@Nullable String entered) {
    return text(entered).isEmpty() ? null : Integer.valueOf(text(entered));
  }

  private static String text(@Nullable String entered) {
    return entered == null ? "" : entered.strip();
  }
}
