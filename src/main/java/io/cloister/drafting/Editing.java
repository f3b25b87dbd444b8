package io.cloister.drafting;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.jobs.Jobs;
import io.cloister.library.Conflict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes what drafts say. Done by their owner or an administrator; others return them. */
@Service
public class Editing {

  /** As many characters as one section may have. */
  public static final int LONGEST_SECTION = 30_000;

  private final Drafts drafts;
  private final DraftRows rows;
  private final PartRows parts;
  private final Checking checking;
  private final Jobs jobs;
  private final AuditTrail audit;
  private final Clock clock;

  Editing(
      Drafts drafts,
      DraftRows rows,
      PartRows parts,
      Checking checking,
      Jobs jobs,
      AuditTrail audit,
      Clock clock) {
    this.drafts = drafts;
    this.rows = rows;
    this.parts = parts;
    this.checking = checking;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Replaces what a section says. Sentences that stay as they were keep their author and their
   * verdict; the others are the person's and are checked against what they cite.
   *
   * @param markdown of at most {@link #LONGEST_SECTION} characters
   * @param revision of the draft that the change was made from
   * @return the draft with the section changed
   * @throws Conflict if the draft was changed since, or cannot be changed as it stands
   */
  @Transactional
  public Draft change(DraftId id, String section, String markdown, int revision, Actor actor) {
    var draft = drafts.require(id, actor);
    var old = draft.section(section);
    requireMayChange(draft, actor);
    if (!draft.state().isOpen()) {
      throw new Conflict(
          "draft-locked",
          "The draft is %s and cannot be changed".formatted(draft.state().word()),
          draft.state() == Draft.State.IN_REVIEW
              ? "Have it returned first."
              : "Start a new draft from the same sources.");
    }
    if (draft.isWithheld()) {
      throw new Conflict(
          "source-withheld",
          "You may not read all sources of this draft any more, so you do not see all of it",
          "Have somebody change it who may read them, or start a new draft.");
    }
    if (!rows.move(id, revision, draft.state(), clock.instant())) {
      throw changedMeanwhile();
    }
    parts.save(id, old.with(markdown.strip(), sentences(draft, old, markdown)));
    audit.record(actor, AuditEvent.of("draft.edited", "draft", id).with("section", section));
    return drafts.require(id, actor);
  }

  private List<Sentence> sentences(Draft draft, Section old, String markdown) {
    var known = new ArrayList<>(old.sentences());
    return Markup.blocks(markdown).stream()
        .flatMap(block -> block.sentences().stream())
        .map(source -> {
          var cites = Markup.marks(source);
          var same =
              known.stream()
                  .filter(s -> s.text().equals(Markup.plain(source)) && cites.equals(s.citations()))
                  .findFirst();
          same.ifPresent(known::remove);
          return same.orElseGet(() ->
              checking.check(source, draft.citations(), draft.language(), Sentence.Author.PERSON));
        })
        .toList();
  }

  /**
   * Has a draft that failed written again, from the same versions of its sources.
   *
   * @throws Conflict unless it failed
   */
  @Transactional
  public Draft writeAgain(DraftId id, Actor actor) {
    var draft = drafts.require(id, actor);
    actor.require(Role.EDITOR, "draft documents");
    if (!draft.isOwnedBy(actor)) {
      throw new NotAllowed("have the draft written again", "it is " + draft.owner().name() + "'s");
    }
    if (draft.state() != Draft.State.FAILED) {
      throw new Conflict(
          "draft-not-failed", "The draft did not fail", "Open it and change what is wrong.");
    }
    rows.fail(id, null);
    rows.job(id, jobs.submit(Drafting.JOB, id.toString(), Jobs.Priority.INTERACTIVE, actor), actor);
    if (!rows.move(id, draft.revision(), Draft.State.GENERATING, clock.instant())) {
      throw changedMeanwhile();
    }
    audit.record(actor, AuditEvent.of("draft.requested", "draft", id).with("again", true));
    return drafts.require(id, actor);
  }

  /** Removes the draft for good; what is being written is stopped. */
  @Transactional
  public void delete(DraftId id, Actor actor) {
    var draft = drafts.require(id, actor);
    requireMayChange(draft, actor);
    jobs.cancel(draft.job(), draft.owner());
    rows.delete(id);
    audit.record(actor, AuditEvent.of("draft.deleted", "draft", id));
  }

  static void requireMayChange(Draft draft, Actor actor) {
    actor.require(Role.EDITOR, "change drafts");
    if (!draft.isOwnedBy(actor) && !actor.is(Role.ADMIN)) {
      throw new NotAllowed(
          "change the draft",
          "it is %s's; return it with a comment".formatted(draft.owner().name()));
    }
  }

  static Conflict changedMeanwhile() {
    return new Conflict(
        "revision-old",
        "The draft was changed meanwhile",
        "Open it again, and make the change in what it says now.");
  }
}
