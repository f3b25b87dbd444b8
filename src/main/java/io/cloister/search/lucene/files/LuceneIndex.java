package io.cloister.search.lucene.files;

import io.cloister.search.IndexUnavailable;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the index: opened, or made anew if they are of another layout, of another embedding
 * model or broken. What is written is forced to disk every few seconds only, since all of it can be
 * made again. A writer that broke, as on a full disk, is opened again as soon as that goes; until
 * then what is there is still found, and whoever writes is told that it failed.
 */
public final class LuceneIndex {

  private static final Logger log = LoggerFactory.getLogger(LuceneIndex.class);
  private static final String LAYOUT = "layout";
  private static final String EMBEDDER = "embedder";
  private static final int MOST_CLAUSES = 16_384;

  // when what was replaced is swept out: a small index in seconds, another where it is worth it
  static final int SMALL = 20_000;
  private static final int SHARE = 100;
  private static final Duration SHORT_REST = Duration.ofSeconds(10);
  private static final Duration LONG_REST = Duration.ofMinutes(10);
  private static final int SEGMENTS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Directory directory;
  private final Map<String, String> marks;
  private final VectorForm form;
  private volatile OpenIndex open;
  private volatile Runnable onSetBack = () -> {};
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("commit-index").factory());
  private volatile boolean sweepDue;
  private volatile long settledSince;
  private volatile long lastWritten = System.nanoTime();

  /**
   * @param fingerprint of the model whose vectors are in it
   */
  public LuceneIndex(Path folder, SearchProperties properties, String fingerprint)
      throws IOException {
    this(files(folder), properties, fingerprint);
  }

  public LuceneIndex(Directory directory, SearchProperties properties, String fingerprint)
      throws IOException {
    IndexSearcher.setMaxClauseCount(MOST_CLAUSES);
    this.directory = directory;
    marks = Map.of(LAYOUT, Fields.LAYOUT, EMBEDDER, fingerprint);
    form = properties.vectors();
    open = OpenIndex.of(directory, marks, form);
    long every = properties.commitEvery().toMillis();
    var _ = ticks.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
  }

  private static Directory files(Path folder) throws IOException {
    Files.createDirectories(folder);
    return FSDirectory.open(folder);
  }

  /** Has {@code mend} run whenever the index lost what was not forced to disk. */
  public void whenSetBack(Runnable mend) {
    onSetBack = mend;
  }

  /** Something done with the index of one moment. */
  public interface Reading<T> {
    T with(Moment moment) throws IOException;
  }

  public <T> T read(Reading<T> reading) {
    try {
      var searchers = open.searchers();
      var searcher = searchers.acquire();
      try {
        return reading.with((Moment) searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException | AlreadyClosedException e) {
      throw new IndexUnavailable("reading the index", e);
    }
  }

  /** Puts a document's block in place of what is there of it. */
  public void replace(Term document, Iterable<org.apache.lucene.document.Document> block) {
    lastWritten = System.nanoTime();
    write(now -> now.writer().updateDocuments(document, block));
  }

  public void remove(Term document) {
    lastWritten = System.nanoTime();
    write(now -> now.writer().deleteDocuments(document));
  }

  /** Makes what was written before be found. */
  public void show() {
    write(now -> now.searchers().maybeRefreshBlocking());
  }

  /** Forces what was written to disk. */
  public void commit() {
    write(now -> {
      if (now.writer().hasUncommittedChanges()) {
        now.writer().commit();
      }
    });
  }

  /** Has the words of removed documents leave the files too, soon. */
  public void sweepSoon() {
    sweepDue = true;
  }

  /** Makes few segments of many, in each of which a search has to look. */
  public void settle() {
    write(now -> now.writer().forceMerge(SEGMENTS));
    show();
  }

  /** The same in the background, once after each rest: it may take minutes. */
  private void settleAtRest() {
    var now = open;
    long written = lastWritten;
    boolean isLong =
        Duration.ofNanos(System.nanoTime() - written).compareTo(LONG_REST) > 0 && !now.isBroken();
    if (isLong && settledSince != written) {
      settledSince = written;
      write(open -> open.writer().forceMerge(SEGMENTS, false));
    } else if (isLong) {
      show(); // what was merged meanwhile
    }
  }

  public void sweep() {
    write(now -> {
      now.writer().commit();
      now.writer().forceMergeDeletes(true);
    });
  }

  private void tick() {
    try {
      if (sweepDue || isWorthSweeping()) {
        sweep();
        show();
        sweepDue = false;
      }
      settleAtRest();
      commit();
    } catch (RuntimeException e) {
      if (!ticks.isShutdown()) {
        log.warn("The index could not be forced to disk: {}", e.toString());
      }
    }
  }

  /**
   * What was replaced still counts in how rare a word is until it leaves the files. Where nobody
   * writes it is made to, so that an index made anew gives what this one gave.
   */
  private boolean isWorthSweeping() {
    var now = open;
    if (now.isBroken() || !now.writer().hasDeletions()) {
      return false;
    }
    var quiet = Duration.ofNanos(System.nanoTime() - lastWritten);
    int all = now.writer().getDocStats().maxDoc;
    int replaced = all - now.writer().getDocStats().numDocs;
    return all <= SMALL
        ? quiet.compareTo(SHORT_REST) > 0
        : quiet.compareTo(LONG_REST) > 0 && (long) SHARE * replaced > all;
  }

  private interface Writing {
    void with(OpenIndex now) throws IOException;
  }

  private void write(Writing writing) {
    var now = open;
    try {
      if (now.isBroken()) {
        now = reopened();
      }
      writing.with(now);
    } catch (IOException | AlreadyClosedException e) {
      throw new IndexUnavailable("writing the index", e);
    }
  }

  /** What was written since it was last forced to disk is lost, and asked for again. */
  private synchronized OpenIndex reopened() throws IOException {
    var before = open;
    if (ticks.isShutdown() || !before.isBroken()) {
      return before;
    }
    open = OpenIndex.again(directory, marks, form);
    log.info("The index was opened again after {}", String.valueOf(before.cause()));
    before.close();
    onSetBack.run();
    return open;
  }

  /**
   * Keeps what was written. A merge of large segments, which may take minutes, is not waited for:
   * it begins anew when the index is opened again.
   */
  public void close() throws IOException, InterruptedException {
    ticks.shutdown();
    try {
      commit();
    } catch (IndexUnavailable e) {
      log.warn("What was written last to the index is made again: {}", e.toString());
    }
    close(() -> {});
  }

  /** Closes it and removes its files, as soon as nothing is merged any more. */
  public void discard() throws IOException, InterruptedException {
    ticks.shutdown();
    close(() -> {
      for (var file : directory.listAll()) {
        directory.deleteFile(file);
      }
    });
  }

  private interface Ending {
    void end() throws IOException;
  }

  private void close(Ending ending) throws IOException, InterruptedException {
    var closing =
        new FutureTask<@Nullable Void>(() -> {
          open.close();
          ending.end();
          directory.close();
          return null;
        });
    Thread.ofPlatform().daemon().name("close-index").start(closing);
    try {
      closing.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      log.info("Segments of the index are being merged; that is left to the next start");
    } catch (ExecutionException e) {
      throw new IOException("The index could not be closed", e.getCause());
    }
  }
}
