package io.cloister.ingest.transfer;

import io.cloister.governance.Label;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A file that is announced.
 *
 * @param fileName as the sender calls it; never used as a path
 * @param bytes how many it has
 * @param collection id or name
 * @param title null: the file's own title or its name
 * @param label null: the collection's
 * @param keepsDuplicates whether the same bytes in the same collection make another document
 */
public record NewTransfer(
    String fileName,
    long bytes,
    String collection,
    @Nullable String title,
    @Nullable Label label,
    boolean keepsDuplicates) {

  public NewTransfer {
    Assert.isTrue(bytes >= 0, () -> "a file cannot have " + bytes + " bytes");
  }
}
