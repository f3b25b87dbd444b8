package io.cloister.web.document;

import io.cloister.library.Document;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Version;
import io.cloister.library.collection.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document as one person sees it.
 *
 * @param version the version that is shown
 * @param versions all of them, newest first
 * @param binned whether it is in the bin
 * @param writable the collections in which this person may change documents
 */
record DocumentView(
    Document document,
    Version version,
    List<Version> versions,
    boolean binned,
    List<Collection> writable) {

  public boolean mayWrite() {
    return writable.stream().anyMatch(one -> one.id().equals(document.collection()));
  }

  public boolean isCurrent() {
    return version.id().equals(document.current().id());
  }

  /** Who added the document. */
  public String addedBy() {
    return versions.isEmpty() ? version.createdBy() : versions.getLast().createdBy();
  }

  /** The message that says why it could not be read; null if it could. */
  public @Nullable String failure() {
    var failure = version.failure();
    if (failure == null) {
      return null;
    }
    boolean isPartly = failure.code() == ReadingFailure.Code.NOT_TRANSCRIBED && isHeard();
    return "document.failure." + (isPartly ? "partly-transcribed" : failure.code().word());
  }

  /** What the file says of itself, by name. */
  public SortedMap<String, String> metadata() {
    return new TreeMap<>(document.metadata());
  }

  /** Whether the text of a recording is what was said in it, and not its name alone. */
  public boolean isHeard() {
    return document.metadata().containsKey("transcribed by");
  }

  public boolean encrypted() {
    return "document.failure.encrypted".equals(failure());
  }
}
