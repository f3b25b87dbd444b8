package io.cloister.search.lucene.files;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloister.search.IndexUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTests {

  @TempDir Path folder;

  @Test
  void keepsWhatWasWrittenAcrossAStop() throws Exception {
    fill(open("model-a"));

    assertThat(count(open("model-a"))).isOne();
  }

  @Test
  void beginsAnewWithAnotherModel() throws Exception {
    fill(open("model-a"));

    assertThat(count(open("model-b"))).isZero();
  }

  @Test
  void beginsAnewWhereItsFilesAreBroken() throws Exception {
    fill(open("model-a"));
    try (var files = Files.list(folder)) {
      for (var file :
          files.filter(f -> f.getFileName().toString().startsWith("segments_")).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }

    assertThat(count(open("model-a"))).isZero();
  }

  @Test
  void beginsAnewWhereItsFolderWasDeleted() throws Exception {
    fill(open("model-a"));
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }

    assertThat(count(open("model-a"))).isZero();
  }

  @Test
  void forgetsThePurgedWordsInItsFilesToo() throws Exception {
    var index = open("model-a");
    fill(index, "kept");
    fill(index, "purged-word");
    index.commit();
    index.remove(new Term("id", "purged-word"));
    index.sweep();
    index.show();

    int left =
        index.read(searcher -> searcher.getIndexReader().docFreq(new Term("id", "purged-word")));
    assertThat(left).isZero();
    index.close();
  }

  @Test
  void settlesInFewSegmentsWithAllThatIsThere() throws Exception {
    var index = open("model-a");
    for (int i = 0; i < 7; i++) {
      fill(index, "word-" + i);
      index.commit();
    }

    index.settle();

    assertThat(segments(index)).isBetween(1, 4);
    for (int i = 0; i < 7; i++) {
      assertThat(found(index, "word-" + i)).isOne();
    }
    index.close();
  }

  @Test
  void isClosedInTheMiddleOfAMergeAndLosesNothing() throws Exception {
    var disk = new SlowToMerge(folder);
    var index = new LuceneIndex(disk, properties(), "model-a");
    for (int i = 0; i < 7; i++) {
      fill(index, "word-" + i);
      index.commit();
    }
    fill(index, "last");
    var merging = CompletableFuture.runAsync(index::settle);
    disk.begun.await();

    var closing = new FutureTask<>(() -> close(index));
    Thread.startVirtualThread(closing);

    assertThat(closing).succeedsWithin(PATIENCE);
    assertThat(merging).isNotDone();
    disk.mayGoOn.countDown();
    assertThat(merging).failsWithin(PATIENCE);
    var again = await().ignoreExceptions().until(() -> open("model-a"), Objects::nonNull);
    assertThat(found(again, "last")).isOne();
    assertThat(count(again)).isEqualTo(8);
  }

  private static boolean close(LuceneIndex index) throws Exception {
    index.close();
    return true;
  }

  /** Begins to write what was merged only when it may. */
  private static final class SlowToMerge extends FilterDirectory {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    SlowToMerge(Path folder) throws IOException {
      super(FSDirectory.open(folder));
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
      if (context.context() == IOContext.Context.MERGE) {
        begun.countDown();
        try {
          mayGoOn.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return in.createOutput(name, context);
    }
  }

  private static int segments(LuceneIndex index) {
    return index.read(moment -> moment.getIndexReader().leaves().size());
  }

  @Test
  void goesOnByItselfAfterAFullDisk() throws Exception {
    var disk = new Disk();
    var index = new LuceneIndex(disk, properties(), "model-a");
    var setBack = new AtomicInteger();
    index.whenSetBack(setBack::incrementAndGet);
    fill(index, "kept");
    index.commit();
    index.show();

    fill(index, "lost");
    disk.isFull = true;
    assertThatExceptionOfType(IndexUnavailable.class).isThrownBy(index::commit);
    assertThatExceptionOfType(IndexUnavailable.class).isThrownBy(() -> fill(index, "refused"));
    assertThat(found(index, "kept")).isOne();
    assertThat(setBack).hasValue(0);

    disk.isFull = false;
    fill(index, "new");
    index.commit();
    index.show();
    assertThat(found(index, "kept")).isOne();
    assertThat(found(index, "new")).isOne();
    assertThat(found(index, "lost")).isZero();
    assertThat(setBack).hasValue(1);
    assertThat(disk.listAll()).noneMatch(file -> file.startsWith("room"));
    index.close();
  }

  private static int found(LuceneIndex index, String id) {
    return index.read(searcher -> searcher.count(new TermQuery(new Term("id", id))));
  }

  /** Takes nothing more while it is full. */
  private static final class Disk extends FilterDirectory {

    private boolean isFull;

    Disk() {
      super(new ByteBuffersDirectory());
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
      refuse();
      return in.createOutput(name, context);
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
        throws IOException {
      refuse();
      return in.createTempOutput(prefix, suffix, context);
    }

    private void refuse() throws IOException {
      if (isFull) {
        throw new IOException("No space left on device");
      }
    }
  }

  private static void fill(LuceneIndex index) throws Exception {
    fill(index, "one");
    index.close();
  }

  private static void fill(LuceneIndex index, String id) {
    var document = new Document();
    document.add(new StringField("id", id, Field.Store.NO));
    index.replace(new Term("id", id), List.of(document));
  }

  private static int count(LuceneIndex index) throws Exception {
    int count = index.read(searcher -> searcher.getIndexReader().numDocs());
    index.close();
    return count;
  }

  private LuceneIndex open(String model) throws IOException {
    return new LuceneIndex(folder, properties(), model);
  }

  private SearchProperties properties() {
    return new SearchProperties(folder, 100, 0.5, 0.6, 0.2, Duration.ofHours(1), VectorForm.BYTE);
  }
}
