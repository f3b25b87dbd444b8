package io.cloister.drafting;

import io.cloister.drafting.generate.Aim;
import io.cloister.drafting.generate.Numbering;
import io.cloister.drafting.generate.Writer;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.jobs.JobFailed;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes a draft section by section, each kept as soon as it is written: a crash costs one section,
 * and none is written twice.
 */
@Component
class DraftJob implements JobHandler {

  /** Of how many sentences before it a model is reminded, not to repeat them. */
  private static final int REMINDED = 15;

  private final DraftRows rows;
  private final PartRows parts;
  private final Templates templates;
  private final Documents documents;
  private final Collections collections;
  private final Versions versions;
  private final Material material;
  private final Writer writer;
  private final Checking checking;
  private final TransactionOperations transaction;
  private final People people;
  private final AuditTrail audit;
  private final Clock clock;

  DraftJob(
      DraftRows rows,
      PartRows parts,
      Templates templates,
      Documents documents,
      Collections collections,
      Versions versions,
      Material material,
      Writer writer,
      Checking checking,
      TransactionOperations transaction,
      People people,
      AuditTrail audit,
      Clock clock) {
    this.rows = rows;
    this.parts = parts;
    this.templates = templates;
    this.documents = documents;
    this.collections = collections;
    this.versions = versions;
    this.material = material;
    this.writer = writer;
    this.checking = checking;
    this.transaction = transaction;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return Drafting.JOB;
  }

  @Override
  public void run(JobRun job) {
    var found = rows.find(DraftId.of(job.payload()));
    if (found.isEmpty() || found.get().state() != Draft.State.GENERATING) {
      return;
    }
    var draft = found.get();
    try {
      if (write(draft, job)) {
        transaction.executeWithoutResult(_ -> finish(draft));
      }
    } catch (JobFailed e) {
      transaction.executeWithoutResult(_ -> fail(draft, e));
      throw e;
    }
  }

  private boolean write(Draft draft, JobRun job) {
    var template =
        templates
            .find(draft.template())
            .orElseThrow(() ->
                new JobFailed(
                    "template-gone",
                    "The template '%s' is not there any more".formatted(draft.template()),
                    "Choose another template."));
    var owner = owner(draft);
    var scope = collections.scopeOf(owner);
    var label = labelNow(draft, scope);
    int all = draft.sections().size();
    job.progress(0, all, "");
    var aims = template.sections().stream().map(plan -> aim(plan, template, draft)).toList();
    var passages =
        material.of(
            draft, aims.stream().map(aim -> aim.topic() + " " + aim.seeks()).toList(), scope);
    if (passages.isEmpty()) {
      throw new JobFailed(
          "no-text", "The sources hold no text to draft from", "Choose other sources.");
    }
    var desk = writer.open(draft, template, passages, label);
    var numbering = new Numbering(draft.citations(), versions);
    boolean hasModel = draft.chosenModel() != null || writer.hasModel(owner);
    boolean asks = hasModel;
    var before = new ArrayList<String>();
    for (int i = 0; i < all; i++) {
      var section = draft.sections().get(i);
      if (!section.isWritten()) {
        if (job.isCancelled()) {
          return false;
        }
        var recent = before.subList(Math.max(0, before.size() - REMINDED), before.size());
        var result = desk.write(aims.get(i), asks, recent, numbering, owner, job::isCancelled);
        if (result.isEmpty()) {
          return false;
        }
        boolean tells = asks || !hasModel; // why the first was quoted is why the others are
        section = kept(draft, section, result.get(), tells, numbering);
        asks = asks && !result.get().isQuoted();
      }
      before.addAll(section.sentences().stream().map(Sentence::text).toList());
      job.progress(i + 1, all, section.heading());
    }
    return true;
  }

  private Section kept(
      Draft draft, Section section, Writer.Result result, boolean tells, Numbering numbering) {
    var sentences =
        result.blocks().stream()
            .flatMap(block -> block.sentences().stream())
            .map(source -> sentence(source, draft, result, numbering))
            .toList();
    var written =
        new Section(
            section.id(),
            section.heading(),
            Markup.markdown(result.blocks()),
            sentences,
            true,
            result.model());
    var added = numbering.takeAdded();
    transaction.executeWithoutResult(_ -> {
      requireHeld(added);
      added.forEach(citation -> parts.add(draft.id(), citation));
      parts.save(draft.id(), written);
      if (tells && result.notice() != null) {
        rows.say(draft.id(), result.notice());
      }
    });
    return written;
  }

  // purged while it was being written from
  private void requireHeld(List<Citation> citations) {
    var documents =
        citations.stream().map(citation -> citation.document().id()).distinct().toList();
    if (versions.held(documents).size() < documents.size()) {
      throw sourceGone();
    }
  }

  // a quote was compared with its source when it got its number: it is supported as it stands
  private Sentence sentence(String source, Draft draft, Writer.Result result, Numbering numbering) {
    return result.isQuoted()
        ? new Sentence(
            Markup.plain(source),
            Sentence.Support.SUPPORTED,
            List.of(),
            Markup.marks(source),
            Sentence.Author.MODEL)
        : checking.check(source, numbering.all(), draft.language(), Sentence.Author.MODEL);
  }

  // hours may have passed since it was asked for
  private Actor owner(Draft draft) {
    return people
        .actor(draft.owner().user())
        .filter(actor -> actor.is(Role.EDITOR))
        .orElseThrow(() ->
            new JobFailed(
                "owner-gone",
                "Whoever asked for the draft may not draft any more",
                "Have somebody else start a new draft."));
  }

  private static JobFailed sourceGone() {
    return new JobFailed(
        "source-gone",
        "A source was removed, or its owner may not read it any more",
        "Start a new draft from other sources.");
  }

  private Label labelNow(Draft draft, AccessScope scope) {
    var ids = draft.sources().stream().map(Draft.SourceVersion::document).distinct().toList();
    var readable = documents.find(ids, scope);
    if (readable.size() < ids.size()) {
      throw sourceGone();
    }
    var labels = readable.stream().map(Document::label).collect(Collectors.toList());
    labels.add(draft.label());
    return Label.strictest(labels);
  }

  private static Aim aim(Template.Plan plan, Template template, Draft draft) {
    var topic =
        template.inputs().stream()
            .filter(input -> input.name().equals("topic") || input.name().equals("focus"))
            .map(input -> draft.inputs().get(input.name()))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    var language = draft.language();
    return new Aim(plan, plan.heading().in(language), plan.seeks().in(language), topic);
  }

  private void finish(Draft draft) {
    rows.settle(draft.id(), Draft.State.DRAFT, clock.instant());
    audit.record(draft.owner(), AuditEvent.of("draft.written", "draft", draft.id()));
  }

  private void fail(Draft draft, JobFailed e) {
    rows.fail(draft.id(), new Draft.Failure(e.code(), String.valueOf(e.getMessage()), e.hint()));
    rows.settle(draft.id(), Draft.State.FAILED, clock.instant());
  }
}
