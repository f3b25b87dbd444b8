package io.cloister.search.lucene.generation;

import io.cloister.library.DocumentId;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.IndexUnavailable;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.files.LuceneIndex;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes vectors that a model failed to make, as soon as it answers again; not those whose making
 * somebody ended. A document for which it fails once more comes last, so that one of which it makes
 * nothing keeps no other from its own.
 */
final class SecondTries {

  private static final Logger log = LoggerFactory.getLogger(SecondTries.class);
  private static final int REST = 60; // seconds

  private final LuceneIndex index;
  private final LucenePassageIndex passages;
  private final ScheduledExecutorService thread;
  private final SequencedSet<DocumentId> missed = new LinkedHashSet<>();
  private boolean isDue;

  SecondTries(LuceneIndex index, LucenePassageIndex passages, ScheduledExecutorService thread) {
    this.index = index;
    this.passages = passages;
    this.thread = thread;
  }

  /** Has the vectors of the documents made later. */
  synchronized void add(Collection<DocumentId> documents) {
    missed.addAll(documents);
    if (!missed.isEmpty() && !isDue && !thread.isShutdown()) {
      isDue = true;
      var _ = thread.schedule(this::run, REST, TimeUnit.SECONDS);
    }
  }

  private void run() {
    synchronized (this) {
      isDue = false;
    }
    tryAgain();
  }

  /** One after the other, until the model fails again. */
  void tryAgain() {
    try {
      for (var document : all()) {
        if (thread.isShutdown() || !answered(document)) {
          break;
        }
      }
      index.show();
    } catch (IndexUnavailable e) {
      log.debug("Vectors are still missing: {}", e.getMessage());
    }
    add(List.of());
  }

  /** What its job is still at stays: that may fail as well. */
  private boolean answered(DocumentId document) {
    try {
      if (!isWaiting(document) || passages.addVectors(document, true)) {
        end(document);
      }
      return true;
    } catch (EmbedderUnavailable e) {
      log.debug("The vectors of {} are still missing: {}", document, e.getMessage());
      putLast(document);
      return false;
    }
  }

  private boolean isWaiting(DocumentId document) {
    return index
        .read(searcher -> Indexed.of(document, searcher))
        .filter(it -> it.isBare() || it.isStale())
        .isPresent();
  }

  private synchronized List<DocumentId> all() {
    return List.copyOf(missed);
  }

  private synchronized void end(DocumentId document) {
    missed.remove(document);
  }

  private synchronized void putLast(DocumentId document) {
    missed.addLast(document);
  }
}
