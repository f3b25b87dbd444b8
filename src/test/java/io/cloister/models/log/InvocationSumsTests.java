package io.cloister.models.log;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelsOnly;
import io.cloister.models.ScriptedModels;
import io.cloister.models.cost.Usages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The sums of days are those of the log. */
class InvocationSumsTests extends ScriptedModels {

  @Test
  void theSumsAreThoseOfTheLog() {
    GeneratedLog.write(models.part(InvocationRows.class), 2_000);
    var byHand =
        models
            .jdbc
            .sql(
                """
                select user_name, count(*), sum(input_tokens), sum(cost_micros)
                from model_invocation group by user_name
                """)
            .query((row, _) ->
                row.getString(1)
                    + " "
                    + row.getLong(2)
                    + " "
                    + row.getLong(3)
                    + " "
                    + row.getLong(4))
            .list();

    assertThat(models.usages.usage(Usages.Group.USER, WrittenCalls.FIRST, WrittenCalls.LAST, ADMIN))
        .extracting(
            sum -> sum.key() + " " + sum.calls() + " " + sum.inputTokens() + " " + sum.costMicros())
        .containsExactlyInAnyOrderElementsOf(byHand);
    for (var group : Usages.Group.values()) {
      assertThat(
              models.usages.usage(group, WrittenCalls.FIRST, WrittenCalls.LAST, ADMIN).stream()
                  .mapToLong(Usages.Usage::calls)
                  .sum())
          .isEqualTo(2_000);
    }
  }

  @Test
  void sumsTheLog() {
    try (var endpoint =
        ScriptedEndpoint.start(
            ScriptedEndpoint.chat("Hello."), ScriptedEndpoint.error(401, "no"))) {
      models.route(models.connect("one", endpoint.address(), Boundary.INSIDE));
      models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF);
      models.gateway.complete(ModelsOnly.request(Label.PUBLIC), STAFF);
    }
    var today = LocalDate.now(ZoneOffset.UTC);
    for (var group : Usages.Group.values()) {
      assertThat(models.usages.usage(group, today.minusDays(1), today.plusDays(1), ADMIN))
          .as(group.word())
          .singleElement()
          .satisfies(sum -> {
            assertThat(sum.calls()).isEqualTo(2);
            assertThat(sum.failed()).isEqualTo(1);
            assertThat(sum.inputTokens()).isEqualTo(11);
          });
    }
    var failed =
        new InvocationFilter(
            null, null, ModelFunction.ANSWER, "ONE/", "staff", Invocation.Outcome.FAILED);
    assertThat(models.invocations.list(failed, 0, 10, ADMIN).total()).isEqualTo(1);
  }

  @Test
  void addsUpWhatWasLoggedBeforeThereWereSums() {
    GeneratedLog.write(models.part(InvocationRows.class), 500);
    var before =
        models.usages.usage(Usages.Group.MODEL, WrittenCalls.FIRST, WrittenCalls.LAST, ADMIN);
    models.jdbc.sql("delete from model_usage").update();
    models.jdbc.sql(first("V013__model_log", "insert into model_usage")).update();

    assertThat(
            models.usages.usage(Usages.Group.MODEL, WrittenCalls.FIRST, WrittenCalls.LAST, ADMIN))
        .isEqualTo(before);
    assertThat(models.usages.usage(Usages.Group.DAY, WrittenCalls.FIRST, WrittenCalls.LAST, ADMIN))
        .extracting(Usages.Usage::key)
        .contains(GeneratedLog.END.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1).toString());
  }

  @Test
  void countsWhatWasLoggedBeforeDaysWereCounted() {
    GeneratedLog.write(models.part(InvocationRows.class), 500);
    var failed = new InvocationFilter(null, null, null, "model-3", null, Invocation.Outcome.FAILED);
    long before = models.invocations.count(failed, ADMIN);
    models.jdbc.sql("delete from model_invocation_count").update();
    assertThat(models.invocations.count(failed, ADMIN)).isZero();
    models.jdbc.sql(first("V060__model_log_counts", "insert into model_invocation_count")).update();

    assertThat(models.invocations.count(failed, ADMIN)).isPositive().isEqualTo(before);
    assertThat(models.invocations.count(InvocationFilter.ALL, ADMIN)).isEqualTo(500);
  }

  private static String first(String migration, String statement) {
    try (var in =
        InvocationSumsTests.class.getResourceAsStream("/db/migration/" + migration + ".sql")) {
      var script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int from = script.indexOf(statement);
      return script.substring(from, script.indexOf(';', from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
