package io.cloister.ingest.transfer;

import io.cloister.library.DocumentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way.
 *
 * @param file what was announced, with the collection's id
 * @param received how many bytes are on the disk and need not be sent again
 * @param outcome what it became; null until all of it was received
 * @param touchedAt when something of it came last
 */
public record Transfer(
    TransferId id, NewTransfer file, long received, @Nullable Outcome outcome, Instant touchedAt) {

  /**
   * What became of a file that was received wholly.
   *
   * @param document what holds its bytes now
   * @param version number of that version
   * @param isDuplicate whether the same bytes were in the collection before, so that nothing was
   *     added
   * @param sameName another document of the collection whose file has the same name but other
   *     bytes, of which this may be meant to be a new version; null if there is none
   */
  public record Outcome(
      DocumentId document, int version, boolean isDuplicate, @Nullable DocumentId sameName) {}

  public boolean isComplete() {
    return outcome != null;
  }
}
