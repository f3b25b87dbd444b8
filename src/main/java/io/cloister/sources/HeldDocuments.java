package io.cloister.sources;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.jobs.JobId;
import io.cloister.library.Conflict;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What sources did not put into the bin because too much was gone at once. An administrator says
 * what becomes of it, or the files are there again.
 */
@Service
public class HeldDocuments {

  private static final int MOST_SHOWN = 200;

  private final Sources sources;
  private final SourceRows rows;
  private final SourceFiles files;
  private final AuditTrail audit;
  private final Clock clock;

  HeldDocuments(
      Sources sources, SourceRows rows, SourceFiles files, AuditTrail audit, Clock clock) {
    this.sources = sources;
    this.rows = rows;
    this.files = files;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is held back of one source.
   *
   * @param documents that are held back
   * @param of how many documents are of the source's files, with these
   * @param files that are gone, 200 at most, by path
   */
  public record Held(int documents, int of, List<SourceFile> files) {}

  public Held of(SourceId id, Actor actor) {
    sources.require(id, actor);
    int documents = files.heldDocuments(id);
    return documents == 0
        ? new Held(0, 0, List.of())
        : new Held(documents, files.documents(id), files.held(id, MOST_SHOWN));
  }

  /**
   * Has what is held back put into the bin by a look that begins now, except for what is there
   * again by then, also if the source keeps by now what is gone.
   *
   * @param documents as many as whoever says so was shown
   * @throws Conflict if it is another number by now, or the source is being looked at
   */
  @Transactional
  public JobId bin(SourceId id, int documents, Actor actor) {
    require(id, documents, actor);
    rows.binHeld(id, clock.instant().truncatedTo(ChronoUnit.MICROS));
    record("source.held-binned", id, documents, actor);
    return sources.run(id, actor);
  }

  /**
   * Keeps what is held back: the source does not follow those documents any more.
   *
   * @param documents as many as whoever says so was shown
   * @throws Conflict if it is another number by now, or the source is being looked at
   */
  @Transactional
  public void keep(SourceId id, int documents, Actor actor) {
    require(id, documents, actor);
    files.forgetHeld(id);
    record("source.held-kept", id, documents, actor);
  }

  private void require(SourceId id, int documents, Actor actor) {
    if (sources.isLookedAt(sources.require(id, actor), actor)) {
      throw new Conflict(
          "looked-at",
          "The source is being looked at",
          "Wait until that look has ended, and say so of what it holds back then.");
    }
    int held = files.heldDocuments(id);
    if (held == 0 || held != documents) {
      throw new Conflict(
          "held-otherwise",
          "The source holds back %d documents, not %d".formatted(held, documents),
          "Look at what it holds back now, and say so of that.");
    }
  }

  private void record(String action, SourceId id, int documents, Actor actor) {
    audit.record(actor, AuditEvent.of(action, "source", id).with("documents", documents));
  }
}
