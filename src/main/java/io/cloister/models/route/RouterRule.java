package io.cloister.models.route;

import io.cloister.governance.Label;
import io.cloister.identity.VisibleText;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.route.Mismatch.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Which models are asked for requests of a kind, before the table of routes. What of the conditions
 * is null is not asked for.
 *
 * @param minTokens of the prompt, estimated; inclusive, as are all bounds
 * @param minSources how many sources the prompt has; a request that does not tell has none
 * @param question a request that has no question is of neither kind
 * @param within only models nineteen of twenty of whose latest replies took no longer; one of which
 *     too few are known is given a chance
 */
public record RouterRule(
    String name,
    @Nullable ModelFunction function,
    @Nullable Label label,
    @Nullable Integer minTokens,
    @Nullable Integer maxTokens,
    @Nullable Integer minSources,
    @Nullable Integer maxSources,
    @Nullable QuestionKind question,
    Preference preference,
    @Nullable Duration within,
    List<ModelName> chain) {

  public RouterRule {
    chain = List.copyOf(chain);
    Assert.isTrue(VisibleText.isIn(name), "a rule has a name");
    Assert.isTrue(isBound(minTokens) && isBound(maxTokens), "tokens are not negative");
    Assert.isTrue(isBound(minSources) && isBound(maxSources), "sources are not negative");
  }

  private static boolean isBound(@Nullable Integer number) {
    return number == null || number >= 0;
  }

  /** Which of its models is asked first. */
  public enum Preference {
    /** As they stand. */
    LISTED,
    /** By the time of nineteen of twenty of their latest replies. */
    FASTEST,
    /** By what the request would cost at most. */
    CHEAPEST;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Preference> of(String word) {
      for (var preference : values()) {
        if (preference.word().equals(word)) {
          return Optional.of(preference);
        }
      }
      return Optional.empty();
    }
  }

  /** Why it is not for such a request; null if it is. */
  @Nullable Mismatch objection(RequestMeasure measure) {
    if (function != null && function != measure.function()) {
      return Mismatch.of(Kind.FUNCTION, "it is for " + function.word());
    }
    if (label != null && label != measure.label()) {
      return Mismatch.of(Kind.LABEL, "it is for " + label.word());
    }
    int tokens = measure.tokens();
    if (minTokens != null && tokens < minTokens) {
      return Mismatch.of(Kind.FEWER_TOKENS, tokens, minTokens, "%,d tokens are fewer than %,d");
    }
    if (maxTokens != null && tokens > maxTokens) {
      return Mismatch.of(Kind.MORE_TOKENS, tokens, maxTokens, "%,d tokens are more than %,d");
    }
    int sources = measure.sources();
    if (minSources != null && sources < minSources) {
      return Mismatch.of(Kind.FEWER_SOURCES, sources, minSources, "%d sources are fewer than %d");
    }
    if (maxSources != null && sources > maxSources) {
      return Mismatch.of(Kind.MORE_SOURCES, sources, maxSources, "%d sources are more than %d");
    }
    if (question != null && question != measure.question()) {
      return measure.question() == null
          ? Mismatch.of(Kind.NO_QUESTION, "there is no question")
          : Mismatch.of(Kind.QUESTION, "the question is " + measure.question().word());
    }
    return null;
  }
}
