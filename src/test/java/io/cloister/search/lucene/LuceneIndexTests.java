package io.cloister.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.models.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
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
    return new LuceneIndex(
        new SearchProperties(folder, 100, 0.5, 0.6, 0.2, Duration.ofHours(1)), named(model));
  }

  private static Embedder named(String fingerprint) {
    return new Embedder() {
      @Override
      public String name() {
        return "other";
      }

      @Override
      public String fingerprint() {
        return fingerprint;
      }

      @Override
      public int dimensions() {
        return 1;
      }

      @Override
      public int window() {
        return 1;
      }

      @Override
      public int countTokens(String text) {
        return 1;
      }

      @Override
      public boolean isMadeFor(String text) {
        return true;
      }

      @Override
      public float[] embed(String text) {
        return new float[] {1};
      }
    };
  }
}
