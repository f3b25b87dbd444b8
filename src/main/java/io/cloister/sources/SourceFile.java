package io.cloister.sources;

import io.cloister.library.DocumentId;
import io.cloister.sources.place.SourceProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a source as it was when it was last looked at.
 *
 * @param path below the source's place, parted by {@code /}
 * @param mark told its content from others; null if it is to be tried again though it has not
 *     changed
 * @param document what became of it; null if nothing did
 * @param brought false if the same bytes were in the collection before, so that the document is not
 *     the source's to remove
 * @param problem why it was not taken; null if it was
 * @param begunAt when its taking began, if that did not end: whoever did so was killed
 * @param heldSince since when it is gone without its document being binned, because too much was
 *     gone at once; null if it is there, or not to be binned
 */
public record SourceFile(
    String path,
    @Nullable String mark,
    @Nullable DocumentId document,
    boolean brought,
    @Nullable SourceProblem problem,
    @Nullable Instant begunAt,
    @Nullable Instant heldSince) {

  boolean isToBeTriedAgain() {
    return mark == null;
  }

  boolean isHeldBefore(Instant moment) {
    return heldSince != null && !heldSince.isAfter(moment);
  }

  SourceFile at(String path) {
    return new SourceFile(path, mark, document, brought, problem, begunAt, heldSince);
  }
}
