package io.cloister.search.lucene.generation;

import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.IndexUnavailable;
import io.cloister.search.lucene.block.Block;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.files.LuceneIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the index to what the library says: at the start and after a full disk, since both take
 * what was not yet forced to disk. First the words of all documents, after which the index is
 * ready, then the vectors that are missing.
 */
public final class Reconciliation {

  private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);
  private static final int AT_ONCE = 200;
  private static final int BEFORE_THE_NEXT_TRY = 10; // seconds
  private static final int LONGEST_REST = 60_000; // milliseconds

  /** What is found, by its words at least: those on their way are not waited for at the start. */
  private static final Set<Status> FOUND = Set.of(Status.READY, Status.INDEXING);

  private final LuceneIndex index;
  private final LucenePassageIndex passages;
  private final Versions versions;
  private final Tags tags;
  private final AtomicBoolean vectorsAreDue = new AtomicBoolean();
  private final AtomicBoolean allowedAreDue = new AtomicBoolean();
  private final SecondTries secondTries;
  private volatile int leftToOthers;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("reconcile-index").factory());

  Reconciliation(LuceneIndex index, LucenePassageIndex passages, Versions versions, Tags tags) {
    this.index = index;
    this.passages = passages;
    this.versions = versions;
    this.tags = tags;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    secondTries = new SecondTries(index, passages, thread);
  }

  /** From now on the index is kept as the library is. */
  public void start() {
    index.whenSetBack(this::beginSoon);
    passages.whenModelFails(document -> secondTries.add(List.of(document)));
    beginSoon();
  }

  private void beginSoon() {
    if (!thread.isShutdown()) {
      thread.execute(this::begin);
    }
  }

  private void begin() {
    try {
      boolean wasEmpty = index.read(Indexed::all).isEmpty();
      boolean isAll = reconcile(Set.of(Status.READY));
      passages.declareReady();
      if (!isAll) {
        reconcile(FOUND);
      }
      awaitAllowed();
      addMissingVectors();
      if (wasEmpty) {
        // the blocks without vectors were replaced, and would still count in how rare a word is
        index.sweep();
        index.show();
      }
    } catch (RuntimeException e) {
      log.error(
          "The index could not be brought to what the library says; the next try is in {} s: {}",
          BEFORE_THE_NEXT_TRY,
          e.toString());
      if (!thread.isShutdown()) {
        var _ = thread.schedule(this::begin, BEFORE_THE_NEXT_TRY, TimeUnit.SECONDS);
      }
    }
  }

  /** Puts a document in again by its words at once, by its vectors soon. */
  void bringBack(DocumentId id) {
    versions
        .current(id)
        .filter(document -> isOf(FOUND, document))
        .ifPresent(document -> passages.indexWords(document.current().id()));
    index.show();
    addVectorsSoon();
  }

  /**
   * Has vectors made where there are none, or those of an earlier title, if any document waits. The
   * more were left to others the last time, the later: while a library is moved in, each document
   * that is read asks for it.
   */
  void addVectorsSoon() {
    if (!thread.isShutdown() && vectorsAreDue.compareAndSet(false, true)) {
      var _ =
          thread.schedule(
              () -> {
                vectorsAreDue.set(false);
                addMissingVectors();
              },
              Math.min(leftToOthers, LONGEST_REST),
              TimeUnit.MILLISECONDS);
    }
  }

  /** The same for what a policy kept from the model, and keeps no more. */
  void addAllowedVectorsSoon() {
    if (!thread.isShutdown() && allowedAreDue.compareAndSet(false, true)) {
      thread.execute(() -> {
        allowedAreDue.set(false);
        awaitAllowed();
        addMissingVectors();
      });
    }
  }

  private void awaitAllowed() {
    try {
      passages.awaitAllowed();
    } catch (EmbedderUnavailable | IndexUnavailable e) {
      log.debug("What the model may read is looked for later: {}", e.getMessage());
    }
  }

  /**
   * Puts in what is missing, puts in again what has changed, and removes what is gone.
   *
   * @return false if it was stopped before its end
   */
  public boolean reconcile() {
    return reconcile(FOUND);
  }

  /** Takes over what has changed and removes what is gone, but puts nothing in. */
  void tidy() {
    var _ = reconcile(Set.of());
  }

  /**
   * @param wanted what is put in where it is missing
   * @return false if anything was left out for its status, or it was stopped before its end
   */
  boolean reconcile(Set<Status> wanted) {
    try (var arrived = passages.arrivals()) {
      return reconcile(wanted, arrived);
    }
  }

  private boolean reconcile(Set<Status> wanted, Arrivals.Watch arrived) {
    var superfluous = index.read(Indexed::all);
    boolean isAll = true;
    int mended = 0;
    DocumentId last = null;
    List<Document> some;
    do {
      if (thread.isShutdown()) {
        return false;
      }
      some = versions.documentsAfter(last, AT_ONCE);
      isAll &= some.stream().allMatch(it -> isOf(wanted, it) || !isOf(FOUND, it));
      mended += mend(some, superfluous, wanted, arrived);
      last = some.isEmpty() ? last : some.getLast().id();
    } while (some.size() == AT_ONCE);
    if (!superfluous.isEmpty()) {
      passages.removeGone(superfluous.keySet());
      index.sweepSoon();
    }
    mended += superfluous.size();
    index.show();
    if (mended > 0) {
      index.commit();
      log.info("Brought {} documents of the index to what the library says", mended);
    }
    return isAll;
  }

  private static boolean isOf(Set<Status> statuses, Document document) {
    return statuses.contains(document.status());
  }

  private int mend(
      List<Document> some,
      Map<DocumentId, Indexed> indexed,
      Set<Status> wanted,
      Arrivals.Watch arrived) {
    var assigned = tags.of(some.stream().map(Document::id).toList());
    var changed = new ArrayList<DocumentId>();
    int missing = 0;
    for (var document : some) {
      var there = indexed.remove(document.id());
      if (isOf(wanted, document) && isNewer(document, there)) {
        passages.indexWords(document.current().id(), arrived);
        missing++;
      } else if (there != null
          && !isUpToDate(document, there, assigned.getOrDefault(document.id(), List.of()))) {
        changed.add(document.id());
      }
    }
    if (!changed.isEmpty()) {
      passages.refresh(changed);
    }
    return missing + changed.size();
  }

  private static boolean isNewer(Document document, @Nullable Indexed there) {
    return there == null || !there.version().equals(document.current().id());
  }

  private static boolean isUpToDate(Document document, Indexed there, List<Tag> tags) {
    return there.stamp().equals(Block.stamp(document, document.current(), tags));
  }

  /** But not the first of what is on its way still: the job that brings it makes them. */
  void addMissingVectors() {
    try {
      makeMissingVectors(true);
    } catch (EmbedderUnavailable e) {
      if (!thread.isShutdown()) {
        log.warn("Vectors are still missing: {}", e.getMessage());
        secondTries.add(index.read(searcher -> Indexed.waiting(searcher, Integer.MAX_VALUE)));
      }
    } catch (IndexUnavailable e) {
      if (!thread.isShutdown()) {
        log.warn("Vectors are still missing: {}", e.getMessage());
      }
    }
  }

  /**
   * Document by document, until none is missing or the index is closed.
   *
   * @throws EmbedderUnavailable if the model does not answer
   */
  void makeMissingVectors() {
    makeMissingVectors(false);
  }

  private void makeMissingVectors(boolean leavesComing) {
    var left = new HashSet<DocumentId>();
    var waiting = waiting(left);
    while (!waiting.isEmpty() && !thread.isShutdown()) {
      addVectors(waiting, leavesComing, left);
      waiting = waiting(left);
    }
    leftToOthers = left.size();
  }

  private void addVectors(List<DocumentId> waiting, boolean leavesComing, Set<DocumentId> left) {
    int before = left.size();
    int asked = 0;
    try {
      for (var document : waiting) {
        if (thread.isShutdown()) {
          return;
        }
        asked++;
        if (!passages.addVectors(document, leavesComing)) {
          left.add(document);
        }
      }
    } finally {
      if (asked > left.size() - before) {
        index.show(); // what was made until the model failed
      }
    }
  }

  private List<DocumentId> waiting(Set<DocumentId> left) {
    int most = AT_ONCE + 2 * left.size(); // more each time, so that those left are read few times
    return index.read(searcher -> Indexed.waiting(searcher, most)).stream()
        .filter(document -> !left.contains(document))
        .toList();
  }

  /** Makes the vectors that the model failed to make, if it answers now. */
  void tryAgain() {
    secondTries.tryAgain();
  }

  void stop() throws InterruptedException {
    // not interrupted: that would close the files that are being written
    thread.shutdown();
    if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
      log.warn(
          "The reconciliation of the index did not stop in time; it goes on at the next start");
    }
  }
}
