package io.cloister.drafting;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.jobs.JobStatus;
import io.cloister.jobs.Jobs;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.Page;
import io.cloister.library.VersionId;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

/**
 * The drafts, as far as somebody may see them: their own, and for editors those whose sources they
 * may all read. Of their own they see nothing that rests on a source which they may not read any
 * more.
 */
@Repository
public class Drafts {

  private static final Draft.Failure STOPPED =
      new Draft.Failure("cancelled", "Writing was stopped", "Have it written again.");

  private final DraftRows rows;
  private final Without without;
  private final Documents documents;
  private final Collections collections;
  private final Jobs jobs;

  Drafts(DraftRows rows, Without without, Documents documents, Collections collections, Jobs jobs) {
    this.rows = rows;
    this.without = without;
    this.documents = documents;
    this.collections = collections;
    this.jobs = jobs;
  }

  public Optional<Draft> find(DraftId id, Actor actor) {
    return rows.find(id)
        .map(draft -> asKnownNow(draft, current(List.of(draft), actor)))
        .filter(draft -> maySee(draft.draft(), draft.readable(), actor))
        .map(Known::draft)
        .map(draft -> readable(List.of(draft), actor).getFirst())
        .map(this::asItsJobStands);
  }

  /**
   * @throws NotFound if there is none that the actor may see
   */
  public Draft require(DraftId id, Actor actor) {
    return find(id, actor).orElseThrow(() -> new NotFound("Draft", id));
  }

  /** What the actor may see, newest first. */
  public Page<Draft> list(Actor actor, int page, int size) {
    var others = actor.is(Role.EDITOR) ? collections.scopeOf(actor) : null;
    var seen = rows.list(actor.user(), others, page, size);
    var current = current(seen.items(), actor);
    var known = seen.items().stream().map(draft -> asKnownNow(draft, current).draft()).toList();
    var items = readable(known, actor).stream().map(this::asItsJobStands).toList();
    return new Page<>(items, page, size, seen.total());
  }

  /** Without what rests on sources that are there, but not for the actor. */
  private List<Draft> readable(List<Draft> drafts, Actor actor) {
    var hidden = documents.withheld(sourcesOf(drafts), collections.scopeOf(actor));
    return hidden.isEmpty()
        ? drafts
        : drafts.stream().map(draft -> readable(draft, hidden)).toList();
  }

  private Draft readable(Draft draft, Set<DocumentId> hidden) {
    var left =
        draft.sources().stream().filter(source -> !hidden.contains(source.document())).toList();
    return left.size() == draft.sources().size() ? draft : without.of(draft, hidden).withheld(left);
  }

  private static boolean maySee(Draft draft, boolean readable, Actor actor) {
    return draft.isOwnedBy(actor) || (actor.is(Role.EDITOR) && readable);
  }

  /** The current version of each source that the actor may read. */
  private Map<DocumentId, VersionId> current(List<Draft> drafts, Actor actor) {
    return documents.find(sourcesOf(drafts), collections.scopeOf(actor)).stream()
        .collect(Collectors.toMap(Document::id, document -> document.current().id()));
  }

  private static List<DocumentId> sourcesOf(List<Draft> drafts) {
    return drafts.stream()
        .flatMap(draft -> draft.sources().stream())
        .map(Draft.SourceVersion::document)
        .distinct()
        .toList();
  }

  private static Known asKnownNow(Draft draft, Map<DocumentId, VersionId> current) {
    var sources =
        draft.sources().stream()
            .map(source -> source.current(source.id().equals(current.get(source.document()))))
            .toList();
    boolean readable =
        draft.sources().stream().allMatch(source -> current.containsKey(source.document()));
    return new Known(draft.withSources(sources), readable);
  }

  // A job that was cancelled before it began, or failed for good, never comes back to say so.
  private Draft asItsJobStands(Draft draft) {
    if (draft.state() != Draft.State.GENERATING) {
      return draft;
    }
    return jobs.find(draft.job(), draft.owner())
        .map(Drafts::failureOf)
        .orElse(Optional.of(STOPPED))
        .map(draft::failed)
        .orElse(draft);
  }

  private static Optional<Draft.Failure> failureOf(JobStatus job) {
    return switch (job.state()) {
      case CANCELLED -> Optional.of(STOPPED);
      case FAILED ->
          Optional.of(
              job.failure() == null
                  ? new Draft.Failure("internal", "Writing failed", "Have it written again.")
                  : new Draft.Failure(
                      job.failure().code(), job.failure().detail(), job.failure().hint()));
      case QUEUED, RUNNING, DONE -> Optional.empty();
    };
  }

  private record Known(Draft draft, boolean readable) {}
}
