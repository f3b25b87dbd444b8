package io.cloister.models.log;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.governance.AuditFilter;
import io.cloister.governance.Label;
import io.cloister.identity.NotAllowed;
import io.cloister.models.ModelFunction;
import io.cloister.models.ScriptedModels;
import io.cloister.models.log.Invocation.Outcome;
import io.cloister.models.log.InvocationRows.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The log of models: nothing is lost of it, and its size is not felt. */
class InvocationLogTests extends ScriptedModels {

  @Test
  void keepsWhatWasSaidOnlyWhenThatIsSwitchedOn() {
    ask();
    var silent = models.log().getFirst();
    assertThat(models.invocations.text(silent.id(), ADMIN)).isEmpty();

    models.logging.set(new ModelLogging.Setting(true, 365, 7), ADMIN);
    ask();
    var spoken = models.log().getFirst();
    assertThat(models.invocations.text(spoken.id(), ADMIN))
        .contains(new InvocationText("Be brief.", "Say hello.", "Hello."));
    assertThat(audited("invocation.read")).isEqualTo(1);
    assertThat(audited("models.logging-changed")).isEqualTo(1);
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.invocations.text(spoken.id(), STAFF));

    models.logging.set(new ModelLogging.Setting(false, 365, 7), ADMIN);
    ask();
    assertThat(
            models
                .jdbc
                .sql("select count(*) from model_invocation_text")
                .query(Long.class)
                .single())
        .as("and nothing is left once it is switched off")
        .isZero();
  }

  @Test
  void forgetsInTimeAndKeepsTheSums() {
    models.logging.set(new ModelLogging.Setting(true, 30, 7), ADMIN);
    var now = Instant.now();
    var text = new InvocationText("a", "b", "c");
    for (int days : List.of(0, 3, 10, 20, 40, 400)) {
      models
          .part(InvocationRows.class)
          .write(
              List.of(
                  new Entry(WrittenCalls.call("tester", now.minusSeconds(days * 86_400L)), text)));
    }
    models.logging.purge();

    assertThat(rows()).isEqualTo(4);
    assertThat(models.invocations.count(InvocationFilter.ALL, ADMIN)).isEqualTo(4);
    assertThat(
            models
                .jdbc
                .sql("select count(*) from model_invocation_text")
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(models.usages.total(WrittenCalls.FIRST, WrittenCalls.LAST, ADMIN).calls())
        .isEqualTo(6);
  }

  @Test
  void everyPageIsThereOnceFromEitherEnd() {
    GeneratedLog.write(models.part(InvocationRows.class), 2_000);
    var all = models.invocations.list(InvocationFilter.ALL, 0, 2_000, ADMIN).items();
    for (var filter :
        List.of(
            InvocationFilter.ALL,
            filter(ModelFunction.TAG, null, null),
            filter(null, "person-3", null),
            filter(ModelFunction.ANSWER, null, Outcome.FAILED),
            filter(null, "person-3", Outcome.COMPLETED),
            of("CONNECTION-1", null),
            of("connection-1/model-4", Outcome.FAILED),
            of("n-2/model-2", Outcome.COMPLETED),
            of("/", null),
            of("no such model", null),
            new InvocationFilter(
                GeneratedLog.END.minusSeconds(50 * 86_400L),
                GeneratedLog.END.minusSeconds(20 * 86_400L),
                null,
                "CONNECTION-1",
                null,
                null))) {
      var paged = new ArrayList<Invocation>();
      long total = models.invocations.list(filter, 0, 1, ADMIN).total();
      for (int page = 0; paged.size() < total; page++) {
        paged.addAll(models.invocations.list(filter, page, 70, ADMIN).items());
      }
      var each = new ArrayList<Invocation>();
      models.invocations.each(filter, ADMIN, each::add);
      var byKey = new ArrayList<>(models.invocations.list(filter, 0, 70, ADMIN).items());
      while (byKey.size() < total) {
        byKey.addAll(models.invocations.before(byKey.getLast().id(), filter, 70, ADMIN));
      }

      assertThat(total).isEqualTo(all.stream().filter(call -> fits(call, filter)).count());
      assertThat(paged)
          .hasSize((int) total)
          .isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
      assertThat(each).isEqualTo(paged);
      assertThat(byKey).isEqualTo(paged);
      assertThat(models.invocations.list(filter, 1_000, 70, ADMIN).items()).isEmpty();
    }
  }

  private static boolean fits(Invocation call, InvocationFilter filter) {
    var name = call.connection() + "/" + call.model();
    return (filter.from() == null || !call.at().isBefore(filter.from()))
        && (filter.to() == null || call.at().isBefore(filter.to()))
        && (filter.function() == null || filter.function() == call.function())
        && (filter.model() == null || name.contains(filter.model().toLowerCase(Locale.ROOT)))
        && (filter.user() == null || filter.user().equals(call.userName()))
        && (filter.outcome() == null || filter.outcome() == call.outcome());
  }

  @Test
  void noPageAndNoSumReadsTheWholeLog() {
    GeneratedLog.write(models.part(InvocationRows.class), 5_000);
    models.jdbc.sql("analyze").update();

    assertThat(plan("select sequence from model_invocation order by at desc, sequence desc"))
        .contains("model_invocation_latest", "index sorted");
    assertThat(
            plan(
                "select sequence from model_invocation where function = 'tag'"
                    + " order by function desc, at desc, sequence desc"))
        .contains("model_invocation_of_function", "index sorted");
    assertThat(
            plan(
                "select sequence from model_invocation where user_name = 'person-9'"
                    + " order by user_name desc, at desc, sequence desc"))
        .contains("model_invocation_of_user", "index sorted");
    assertThat(
            plan(
                "select sequence from model_invocation where connection = 'connection-1'"
                    + " and model = 'model-4' and at < timestamp with time zone '2026-06-01 00:00:00Z'"
                    + " order by connection desc, model desc, at desc, sequence desc"))
        .contains("model_invocation_of_model", "index sorted");
    assertThat(
            plan(
                "select what, sum(calls) from model_usage where dimension = 'model'"
                    + " and on_day between date '2026-01-01' and date '2026-02-01' group by what"))
        .contains("primary_key")
        .doesNotContain("tablescan");
  }

  private String plan(String query) {
    return models
        .jdbc
        .sql("explain " + query + " fetch first 50 rows only")
        .query(String.class)
        .single()
        .toLowerCase(Locale.ROOT);
  }

  private static InvocationFilter of(String model, @Nullable Outcome outcome) {
    return new InvocationFilter(null, null, null, model, null, outcome);
  }

  private static InvocationFilter filter(
      @Nullable ModelFunction function, @Nullable String user, @Nullable Outcome outcome) {
    return new InvocationFilter(null, null, function, null, user, outcome);
  }

  private void ask() {
    models.gateway.complete(request(Label.PUBLIC), STAFF);
  }

  private long audited(String action) {
    return models.audit.count(new AuditFilter(null, null, null, action, null));
  }

  private long rows() {
    return models.jdbc.sql("select count(*) from model_invocation").query(Long.class).single();
  }
}
