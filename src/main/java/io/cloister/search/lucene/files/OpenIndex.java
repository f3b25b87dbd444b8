package io.cloister.search.lucene.files;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of the index and the searchers of what it wrote, from one opening of the files to the
 * next. A writer that could not keep its files in order, as on a full disk, closes itself for good.
 */
public record OpenIndex(IndexWriter writer, SearcherManager searchers) implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(OpenIndex.class);
  private static final int ROOM = 1 << 20;

  /** Goes on with what is there, or begins anew if it is broken or bears other {@code marks}. */
  static OpenIndex of(Directory directory, Map<String, String> marks, VectorForm form)
      throws IOException {
    boolean keep = isUsable(directory, marks);
    if (!keep) {
      for (var file : directory.listAll()) {
        directory.deleteFile(file);
      }
    }
    var writer = new IndexWriter(directory, config(keep, form));
    try {
      if (!keep) {
        writer.setLiveCommitData(marks.entrySet());
        writer.commit();
      }
      return new OpenIndex(writer, new SearcherManager(writer, new Searchers()));
    } catch (IOException | RuntimeException e) {
      writer.rollback();
      throw e;
    }
  }

  /** As {@link #of}, but only if there is room to write again. */
  static OpenIndex again(Directory directory, Map<String, String> marks, VectorForm form)
      throws IOException {
    String tried;
    try (var out = directory.createTempOutput("room", "", IOContext.DEFAULT)) {
      tried = out.getName();
      out.writeBytes(new byte[ROOM], ROOM);
    } catch (IOException e) {
      sweepTries(directory);
      throw e;
    }
    directory.deleteFile(tried);
    return of(directory, marks, form);
  }

  private static void sweepTries(Directory directory) throws IOException {
    for (var file : directory.listAll()) {
      if (file.startsWith("room_")) {
        directory.deleteFile(file);
      }
    }
  }

  private static boolean isUsable(Directory directory, Map<String, String> marks) {
    try {
      if (!DirectoryReader.indexExists(directory)) {
        return false;
      }
      try (var reader = DirectoryReader.open(directory)) {
        return reader.getIndexCommit().getUserData().equals(marks);
      }
    } catch (IOException | IllegalArgumentException e) {
      log.warn("The index in {} cannot be read ({}); it is made anew", directory, e.getMessage());
      return false;
    }
  }

  private static IndexWriterConfig config(boolean keep, VectorForm form) {
    var merging = new TieredMergePolicy();
    // so that a purge leaves no words of the document behind
    merging.setForceMergeDeletesPctAllowed(0);
    return new IndexWriterConfig(new StandardAnalyzer())
        .setOpenMode(keep ? IndexWriterConfig.OpenMode.APPEND : IndexWriterConfig.OpenMode.CREATE)
        .setRAMBufferSizeMB(48)
        .setCodec(form.codec())
        .setMergePolicy(merging);
  }

  /** Why the writer closed itself; null if it did not. */
  @Nullable Throwable cause() {
    return writer.getTragicException();
  }

  boolean isBroken() {
    return !writer.isOpen();
  }

  /** Forgets what was not committed, and waits until running merges have ended. */
  @Override
  public void close() throws IOException {
    searchers.close();
    writer.rollback();
  }
}
