package io.cloister.search.lucene;

import io.cloister.models.Embedder;
import io.cloister.search.IndexUnavailable;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The files of the index: opened, or made anew if they are of another layout, of another embedding
 * model or broken. What is written is forced to disk every few seconds only, since all of it can be
 * made again.
 */
@Component
class LuceneIndex {

  private static final Logger log = LoggerFactory.getLogger(LuceneIndex.class);
  private static final String LAYOUT = "layout";
  private static final String EMBEDDER = "embedder";
  private static final int MOST_CLAUSES = 16_384;

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("commit-index").factory());
  private volatile boolean sweepDue;

  LuceneIndex(SearchProperties properties, Embedder embedder) throws IOException {
    IndexSearcher.setMaxClauseCount(MOST_CLAUSES);
    Files.createDirectories(properties.index());
    directory = FSDirectory.open(properties.index());
    var marks = Map.of(LAYOUT, Fields.LAYOUT, EMBEDDER, embedder.fingerprint());
    boolean keep = isUsable(properties.index(), marks);
    if (!keep) {
      for (var file : directory.listAll()) {
        directory.deleteFile(file);
      }
    }
    writer = new IndexWriter(directory, config(keep));
    writer.setLiveCommitData(marks.entrySet());
    writer.commit();
    searchers = new SearcherManager(writer, null);
    long every = properties.commitEvery().toMillis();
    var _ = ticks.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
  }

  private boolean isUsable(Path folder, Map<String, String> marks) {
    try {
      if (!DirectoryReader.indexExists(directory)) {
        return false;
      }
      try (var reader = DirectoryReader.open(directory)) {
        return reader.getIndexCommit().getUserData().equals(marks);
      }
    } catch (IOException | IllegalArgumentException e) {
      log.warn("The index in {} cannot be read ({}); it is made anew", folder, e.getMessage());
      return false;
    }
  }

  private static IndexWriterConfig config(boolean keep) {
    var merging = new TieredMergePolicy();
    // so that a purge leaves no words of the document behind
    merging.setForceMergeDeletesPctAllowed(0);
    return new IndexWriterConfig(new StandardAnalyzer())
        .setOpenMode(keep ? IndexWriterConfig.OpenMode.APPEND : IndexWriterConfig.OpenMode.CREATE)
        .setRAMBufferSizeMB(48)
        .setMergePolicy(merging);
  }

  /** Something done with the searcher of one moment. */
  interface Reading<T> {
    T with(IndexSearcher searcher) throws IOException;
  }

  <T> T read(Reading<T> reading) {
    try {
      var searcher = searchers.acquire();
      try {
        return reading.with(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException | AlreadyClosedException e) {
      throw new IndexUnavailable("reading the index", e);
    }
  }

  /** Puts a document's block in place of what is there of it. */
  void replace(Term document, Iterable<org.apache.lucene.document.Document> block) {
    write(() -> writer.updateDocuments(document, block));
  }

  void remove(Term document) {
    write(() -> writer.deleteDocuments(document));
  }

  /** Makes what was written before be found. */
  void show() {
    write(searchers::maybeRefreshBlocking);
  }

  /** Forces what was written to disk. */
  void commit() {
    write(() -> {
      if (writer.hasUncommittedChanges()) {
        writer.commit();
      }
    });
  }

  /** Has the words of removed documents leave the files too, soon. */
  void sweepSoon() {
    sweepDue = true;
  }

  void sweep() throws IOException {
    writer.commit();
    writer.forceMergeDeletes(true);
  }

  private void tick() {
    try {
      if (sweepDue) {
        sweepDue = false;
        sweep();
      }
      commit();
    } catch (IOException | RuntimeException e) {
      log.warn("The index could not be forced to disk: {}", e.getMessage());
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException | AlreadyClosedException e) {
      throw new IndexUnavailable("writing the index", e);
    }
  }

  @PreDestroy
  void close() throws IOException, InterruptedException {
    // not interrupted: that would close the files that are being written
    ticks.shutdown();
    if (!ticks.awaitTermination(10, TimeUnit.SECONDS)) {
      log.warn("The index is still being forced to disk; what is lost is made again");
    }
    searchers.close();
    writer.close();
    directory.close();
  }
}
