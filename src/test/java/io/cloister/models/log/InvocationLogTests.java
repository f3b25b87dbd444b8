package io.cloister.models.log;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.AuditFilter;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.identity.NotAllowed;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelsOnly;
import io.cloister.models.cost.Usages;
import io.cloister.models.log.Invocation.Outcome;
import io.cloister.models.log.InvocationRows.Entry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of models: nothing is lost of it, and its size is not felt. */
class InvocationLogTests {

  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2100, 1, 1);
  private static final long NEVER = 3_600_000;

  @TempDir Path folder;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start(chat("Hello."));
  private ModelsOnly models;

  @BeforeEach
  void connect() {
    models = new ModelsOnly(folder);
    models.route(models.connect("first", endpoint.address(), Boundary.INSIDE));
  }

  @AfterEach
  void close() {
    models.close();
    endpoint.close();
  }

  @Test
  void losesNothingWhenItIsToldToStop() throws Exception {
    var queue = new InvocationQueue(models.part(InvocationRows.class), 100_000, NEVER);
    write(queue, 1_000);
    queue.close();

    assertThat(rows()).isEqualTo(1_000);

    write(queue, 10);
    assertThat(rows()).as("what still comes is written at once").isEqualTo(1_010);
  }

  @Test
  void whoeverComesWritesWhenTooManyWait() throws Exception {
    var queue = new InvocationQueue(models.part(InvocationRows.class), 8, NEVER);
    write(queue, 1_000);

    assertThat(rows()).isGreaterThanOrEqualTo(992);
    queue.close();
    assertThat(rows()).isEqualTo(1_000);
    assertThat(models.usages.total(FIRST, LAST, ADMIN).calls()).isEqualTo(1_000);
  }

  private void write(InvocationQueue queue, int calls) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < calls; i++) {
        var _ = threads.submit(() -> queue.add(new Entry(call("tester"), null)));
      }
    }
  }

  @Test
  void waitsWhileTheDatabaseIsAwayAndKeepsWhatWaits() throws Exception {
    var queue = new InvocationQueue(models.part(InvocationRows.class), 100, NEVER);
    models.jdbc.sql("alter table model_invocation rename to elsewhere").update();
    queue.add(new Entry(call("tester"), null));
    queue.flush();
    models.jdbc.sql("alter table elsewhere rename to model_invocation").update();
    queue.add(new Entry(call("tester"), null));
    queue.close();

    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void oneThatCannotBeWrittenTakesNoOtherWithIt() throws Exception {
    var queue = new InvocationQueue(models.part(InvocationRows.class), 100, NEVER);
    queue.add(new Entry(call("tester"), null));
    queue.add(new Entry(call("x".repeat(500)), null));
    queue.add(new Entry(call("tester"), null));
    queue.close();

    assertThat(rows()).isEqualTo(2);
    assertThat(models.usages.total(FIRST, LAST, ADMIN).calls()).isEqualTo(2);
  }

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
          .write(List.of(new Entry(call("tester", now.minusSeconds(days * 86_400L)), text)));
    }
    models.logging.purge();

    assertThat(rows()).isEqualTo(4);
    assertThat(
            models
                .jdbc
                .sql("select count(*) from model_invocation_text")
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(models.usages.total(FIRST, LAST, ADMIN).calls()).isEqualTo(6);
  }

  @Test
  void everyPageIsThereOnceFromEitherEnd() {
    GeneratedLog.write(models.part(InvocationRows.class), 2_000);
    for (var filter :
        List.of(
            InvocationFilter.ALL,
            filter(ModelFunction.TAG, null, null),
            filter(null, "person-3", null),
            filter(ModelFunction.ANSWER, null, Outcome.FAILED),
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

      assertThat(paged)
          .hasSize((int) total)
          .isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
      assertThat(each).isEqualTo(paged);
      assertThat(byKey).isEqualTo(paged);
      assertThat(models.invocations.list(filter, 1_000, 70, ADMIN).items()).isEmpty();
    }
  }

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

    assertThat(models.usages.usage(Usages.Group.USER, FIRST, LAST, ADMIN))
        .extracting(
            sum -> sum.key() + " " + sum.calls() + " " + sum.inputTokens() + " " + sum.costMicros())
        .containsExactlyInAnyOrderElementsOf(byHand);
    for (var group : Usages.Group.values()) {
      assertThat(
              models.usages.usage(group, FIRST, LAST, ADMIN).stream()
                  .mapToLong(Usages.Usage::calls)
                  .sum())
          .isEqualTo(2_000);
    }
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
                    + " order by at desc, sequence desc"))
        .contains("model_invocation_of_function");
    assertThat(
            plan(
                "select sequence from model_invocation where user_name = 'person-9'"
                    + " order by at desc, sequence desc"))
        .contains("model_invocation_of_user");
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

  @Test
  void addsUpWhatWasLoggedBeforeThereWereSums() {
    GeneratedLog.write(models.part(InvocationRows.class), 500);
    var before = models.usages.usage(Usages.Group.MODEL, FIRST, LAST, ADMIN);
    models.jdbc.sql("delete from model_usage").update();
    models.jdbc.sql(backfill()).update();

    assertThat(models.usages.usage(Usages.Group.MODEL, FIRST, LAST, ADMIN)).isEqualTo(before);
    assertThat(models.usages.usage(Usages.Group.DAY, FIRST, LAST, ADMIN))
        .extracting(Usages.Usage::key)
        .contains(GeneratedLog.END.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1).toString());
  }

  private static String backfill() {
    try (var in =
        InvocationLogTests.class.getResourceAsStream("/db/migration/V013__model_log.sql")) {
      var script = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      int from = script.indexOf("insert into model_usage");
      return script.substring(from, script.indexOf(';', from));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
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

  private static Invocation call(String user) {
    return call(user, Instant.now());
  }

  private static Invocation call(String user, Instant at) {
    return new Invocation(
        UUID.randomUUID(),
        at,
        ModelFunction.ANSWER,
        "first",
        "scripted",
        STAFF.user(),
        user,
        null,
        10,
        5,
        false,
        15,
        null,
        100,
        Outcome.COMPLETED,
        null,
        null,
        false,
        null,
        "answer");
  }
}
