package io.cloister.drafting;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.library.Conflict;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes drafts through review: handed in by their owner, decided by somebody else. */
@Service
public class Reviewing {

  private final Drafts drafts;
  private final DraftRows rows;
  private final AuditTrail audit;
  private final Clock clock;

  Reviewing(Drafts drafts, DraftRows rows, AuditTrail audit, Clock clock) {
    this.drafts = drafts;
    this.rows = rows;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Hands the draft in for review.
   *
   * @throws Conflict unless it is a draft or was returned
   */
  @Transactional
  public Draft submit(DraftId id, Actor actor) {
    var draft = drafts.require(id, actor);
    Editing.requireMayChange(draft, actor);
    if (!draft.state().isOpen()) {
      throw wrongState(draft, "submitted");
    }
    move(draft, Draft.State.IN_REVIEW);
    audit.record(actor, AuditEvent.of("draft.submitted", "draft", id));
    return drafts.require(id, actor);
  }

  /**
   * Approves a draft that is in review. Only administrators approve their own, and the audit trail
   * says so.
   *
   * @param acknowledgesUnsupported that the approver knows of its unsupported or uncited sentences
   * @throws Conflict if it is not in review, or has such sentences and that is not acknowledged
   */
  @Transactional
  public Draft approve(DraftId id, boolean acknowledgesUnsupported, Actor actor) {
    var draft = drafts.require(id, actor);
    actor.require(Role.EDITOR, "approve drafts");
    if (draft.isOwnedBy(actor) && !actor.is(Role.ADMIN)) {
      throw new NotAllowed("approve the draft", "it is your own; another editor has to");
    }
    if (draft.state() != Draft.State.IN_REVIEW) {
      throw wrongState(draft, "approved");
    }
    int doubtful = draft.tally().doubtful();
    if (doubtful > 0 && !acknowledgesUnsupported) {
      throw new Conflict(
          "unsupported-sentences",
          "%d sentences are not supported by the sources".formatted(doubtful),
          "Return the draft, or approve it with \"acknowledgeUnsupported\": true.");
    }
    move(draft, Draft.State.APPROVED);
    rows.review(id, new Draft.Review(actor.name(), clock.instant(), ""));
    audit.record(
        actor,
        AuditEvent.of("draft.approved", "draft", id)
            .with("own", draft.isOwnedBy(actor))
            .with("unsupported", doubtful));
    return drafts.require(id, actor);
  }

  /**
   * Gives a draft in review back to its owner, who may also take it back.
   *
   * @throws Conflict unless it is in review
   */
  @Transactional
  public Draft giveBack(DraftId id, String comment, Actor actor) {
    var draft = drafts.require(id, actor);
    actor.require(Role.EDITOR, "return drafts");
    if (draft.state() != Draft.State.IN_REVIEW) {
      throw wrongState(draft, "returned");
    }
    move(draft, Draft.State.RETURNED);
    rows.review(id, new Draft.Review(actor.name(), clock.instant(), comment.strip()));
    audit.record(actor, AuditEvent.of("draft.returned", "draft", id));
    return drafts.require(id, actor);
  }

  private void move(Draft draft, Draft.State state) {
    if (!rows.move(draft.id(), draft.revision(), state, clock.instant())) {
      throw Editing.changedMeanwhile();
    }
  }

  private static Conflict wrongState(Draft draft, String done) {
    return new Conflict(
        "draft-state",
        "A draft that is %s cannot be %s".formatted(draft.state().word(), done),
        switch (draft.state()) {
          case DRAFT, RETURNED -> "Submit it for review first.";
          case GENERATING -> "Wait until it is written.";
          case FAILED -> "Have it written again first.";
          case IN_REVIEW, APPROVED -> "Open it to see where it stands.";
        });
  }
}
