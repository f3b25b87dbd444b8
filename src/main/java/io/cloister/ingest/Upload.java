package io.cloister.ingest;

import io.cloister.governance.Label;
import io.cloister.jobs.Jobs;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is brought.
 *
 * @param fileName as the sender calls it; never used as a path
 * @param bytes read once, not closed
 * @param collection id or name
 * @param title null: the file's own title or its name
 * @param label null: the collection's
 * @param keepsDuplicates whether the same bytes in the same collection make another document
 * @param priority of reading it
 */
public record Upload(
    String fileName,
    InputStream bytes,
    String collection,
    @Nullable String title,
    @Nullable Label label,
    boolean keepsDuplicates,
    Jobs.Priority priority) {

  /** With the title and label that it has by itself, for somebody who waits. */
  public static Upload of(String fileName, InputStream bytes, String collection) {
    return new Upload(fileName, bytes, collection, null, null, false, Jobs.Priority.INTERACTIVE);
  }

  /** The same, for nobody who waits. */
  public Upload inBulk() {
    return new Upload(
        fileName, bytes, collection, title, label, keepsDuplicates, Jobs.Priority.BULK);
  }
}
