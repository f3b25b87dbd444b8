package io.cloister.models.route;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.governance.Label;
import io.cloister.identity.NotAllowed;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelsOnly;
import io.cloister.models.ScriptedModels;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.cost.Usages;
import io.cloister.models.log.Invocation;
import io.cloister.models.log.WrittenCalls;
import io.cloister.models.route.RouterRule.Preference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterRulesTests extends ScriptedModels {

  @BeforeEach
  void connect() {
    models.priced("dear", endpoint.address(), 9_000_000);
    models.priced("cheap", endpoint.address(), 10);
  }

  @Test
  void theFirstRuleThatFitsIsTakenAndLogged() {
    rules(
        rule("long ones", null, 5_000, null, null, Preference.LISTED, "dear/m"),
        rule("short ones", null, null, 100, null, Preference.LISTED, "cheap/m"),
        rule("all", null, null, null, null, Preference.LISTED, "dear/m"));

    assertThat(answering(request(Label.SECRET))).isEqualTo("cheap/m");
    assertThat(models.log().getFirst().route()).isEqualTo("rule: short ones");
    assertThat(models.usages.usage(Usages.Group.ROUTE, today(), today(), ADMIN))
        .extracting(Usages.Usage::key)
        .containsExactly("rule: short ones");
  }

  @Test
  void withoutARuleThatFitsTheTableDecides() {
    rules(rule("complex", QuestionKind.COMPLEX, null, null, null, Preference.LISTED, "dear/m"));

    assertThat(answering(request(Label.SECRET))).isEqualTo("first/scripted");
    assertThat(models.log().getFirst().route()).isEqualTo("answer");
    assertThat(answering(request(Label.SECRET).about("When is it?", 3)))
        .isEqualTo("first/scripted");
    assertThat(answering(request(Label.SECRET).about("Why is it so?", 3))).isEqualTo("dear/m");
  }

  @Test
  void sourcesCount() {
    rules(rule("many", null, null, null, 4, Preference.LISTED, "dear/m"));

    assertThat(answering(request(Label.SECRET).about("When?", 3))).isEqualTo("first/scripted");
    assertThat(answering(request(Label.SECRET).about("When?", 4))).isEqualTo("dear/m");
  }

  @Test
  void theCheapestIsAskedFirst() {
    rules(rule("price", null, null, null, null, Preference.CHEAPEST, "dear/m", "cheap/m"));

    assertThat(answering(request(Label.SECRET))).isEqualTo("cheap/m");
  }

  @Test
  void theFastestByItsOwnRecordIsAskedFirstAndTheSlowNotAtAll() {
    record("dear", 200);
    record("cheap", 9_000);
    rules(rule("speed", null, null, null, null, Preference.FASTEST, "cheap/m", "dear/m"));
    assertThat(answering(request(Label.SECRET))).isEqualTo("dear/m");

    var fast =
        new RouterRule(
            "fast",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Preference.LISTED,
            Duration.ofSeconds(2),
            List.of(ModelName.of("cheap/m")));
    models.rules.replace(List.of(fast), ADMIN);
    assertThat(answering(request(Label.SECRET))).isEqualTo("first/scripted");
    var explained =
        models.routes.explain(
            RequestMeasure.of(ModelFunction.ANSWER, Label.SECRET, 10, 0, null), ADMIN);
    assertThat(explained.rules())
        .containsExactly(
            new Explanation.RuleConsidered(
                "fast", Mismatch.of(Mismatch.Kind.TOO_SLOW, "none of its models is fast enough")));
  }

  @Test
  void theTableAnswersWhereTheModelsOfTheRuleFail() {
    rules(rule("all", null, null, null, null, Preference.LISTED, "dear/m"));
    endpoint.script(error(401, "no"), chat("Hello."));

    assertThat(answering(request(Label.SECRET))).isEqualTo("first/scripted");
    assertThat(models.log())
        .extracting(Invocation::route, Invocation::fallbackFrom)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("rule: all", "dear/m"),
            org.assertj.core.api.Assertions.tuple("rule: all", null));
  }

  @Test
  void aRuleWiresAFunctionThatHasNoRoute() {
    models.route();
    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, ModelsOnly.STAFF)).isFalse();
    rules(rule("all", null, null, null, null, Preference.LISTED, "dear/m"));

    assertThat(models.gateway.isRouted(ModelFunction.ANSWER, ModelsOnly.STAFF)).isTrue();
    assertThat(answering(request(Label.SECRET))).isEqualTo("dear/m");
  }

  @Test
  void rulesAreKeptInTheirOrderAndFollowARenamedConnection() {
    rules(
        rule("b", null, 5, null, null, Preference.FASTEST, "dear/m", "cheap/m"),
        rule("a", QuestionKind.SIMPLE, null, 7, 1, Preference.LISTED, "cheap/m"));
    var dear = models.routes.step(ModelName.of("dear/m")).orElseThrow().connection();
    models.connections.change(
        dear.id(),
        new ConnectionSetting("costly", null, null, null, null, null, null, null),
        ADMIN);

    assertThat(models.rules.list(ADMIN))
        .containsExactly(
            rule("b", null, 5, null, null, Preference.FASTEST, "costly/m", "cheap/m"),
            rule("a", QuestionKind.SIMPLE, null, 7, 1, Preference.LISTED, "cheap/m"));
    models.connections.delete(dear.id(), ADMIN);
    assertThat(models.rules.list(ADMIN).getFirst().chain())
        .containsExactly(ModelName.of("cheap/m"));
  }

  @Test
  void refusesWhatNobodyCanKeep() {
    refused(rule("none", null, null, null, null, Preference.LISTED));
    refused(rule("gone", null, null, null, null, Preference.LISTED, "gone/m"));
    refused(rule("twice", null, null, null, null, Preference.LISTED, "dear/m", "dear/m"));
    var all = rule("same", null, null, null, null, Preference.LISTED, "dear/m");
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() -> models.rules.replace(List.of(all, all), ADMIN));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.rules.replace(List.of(), STAFF));
  }

  // --- help ---------------------------------------------------------------------------------

  private void refused(RouterRule rule) {
    assertThatExceptionOfType(SettingRefused.class)
        .as(rule.name())
        .isThrownBy(() -> models.rules.replace(List.of(rule), ADMIN));
  }

  private void rules(RouterRule... rules) {
    models.rules.replace(List.of(rules), ADMIN);
  }

  private static RouterRule rule(
      String name,
      @Nullable QuestionKind question,
      @Nullable Integer minTokens,
      @Nullable Integer maxTokens,
      @Nullable Integer minSources,
      Preference preference,
      String... chain) {
    return new RouterRule(
        name,
        null,
        null,
        minTokens,
        maxTokens,
        minSources,
        null,
        question,
        preference,
        null,
        List.of(chain).stream().map(ModelName::of).toList());
  }

  /** Ten replies that took so long. */
  private void record(String connection, long millis) {
    var calls = new ArrayList<Invocation>();
    for (int i = 0; i < 10; i++) {
      calls.add(
          new Invocation(
              UUID.randomUUID(),
              Instant.now(),
              ModelFunction.ANSWER,
              connection,
              "m",
              STAFF.user(),
              STAFF.name(),
              null,
              1,
              1,
              false,
              0,
              null,
              millis + i,
              Invocation.Outcome.COMPLETED,
              null,
              null,
              false,
              null,
              "answer"));
    }
    WrittenCalls.write(models, calls);
  }

  private static java.time.LocalDate today() {
    return java.time.LocalDate.now(java.time.ZoneOffset.UTC);
  }
}
