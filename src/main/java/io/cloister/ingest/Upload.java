package io.cloister.ingest;

import io.cloister.governance.Label;
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
 */
public record Upload(
    String fileName,
    InputStream bytes,
    String collection,
    @Nullable String title,
    @Nullable Label label,
    boolean keepsDuplicates) {

  /** With the title and label that it has by itself. */
  public static Upload of(String fileName, InputStream bytes, String collection) {
    return new Upload(fileName, bytes, collection, null, null, false);
  }
}
