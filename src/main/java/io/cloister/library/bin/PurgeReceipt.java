package io.cloister.library.bin;

import io.cloister.library.DocumentId;
import io.cloister.library.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * That a document was purged, and what is left of it. Says nothing of its words or its title.
 *
 * @param originals the addresses of the bytes of all its versions
 * @param stillUsed those of them that other documents have as well, so that they stay for those
 * @param remains by place, how many things of it are there at the time of the look
 */
public record PurgeReceipt(
    UUID id,
    DocumentId document,
    int versions,
    List<Sha256> originals,
    Instant purgedAt,
    String purgedBy,
    Instant lookedAt,
    List<Sha256> stillUsed,
    Map<String, Long> remains) {

  /** Whether nothing of it is anywhere. */
  public boolean isClean() {
    return remains.values().stream().allMatch(left -> left == 0);
  }
}
