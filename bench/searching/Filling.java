package io.cloister.search.lucene.rank;

import io.cloister.governance.Label;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Sha256;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.text.PartNames;
import io.cloister.library.text.Passage;
import io.cloister.search.lucene.block.Block;
import io.cloister.search.lucene.block.Blocks;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.files.LuceneIndex;
import io.cloister.search.lucene.terms.Analysis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.FSDirectory;

/** Puts the same passages into bare Lucene and into the index of the product; says how many in a second. */
final class Filling {

  static final int COLLECTIONS = 1000;
  private static final int OF_A_DOCUMENT = 10;

  private final Making making;
  private final int passages;

  Filling(Making making, int passages) {
    this.making = making;
    this.passages = passages;
  }

  /** With what Lucene writes by default, until all is on the disk. */
  double bare(Path folder) throws IOException {
    making.begin();
    var config = new IndexWriterConfig(new EnglishAnalyzer()).setRAMBufferSizeMB(48);
    long spent = 0;
    try (var directory = FSDirectory.open(folder);
        var writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < passages; i++) {
        var made = making.next();
        long begin = System.nanoTime();
        var document = new org.apache.lucene.document.Document();
        document.add(new TextField("text", made.text(), Field.Store.YES));
        document.add(
            new KnnFloatVectorField("vector", made.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
        spent += System.nanoTime() - begin;
      }
      long begin = System.nanoTime();
      writer.commit();
      spent += System.nanoTime() - begin;
      writer.forceMerge(4); // not counted: ours does it when it has nothing else to do
    }
    return passages / (spent / 1e9);
  }

  static UUID id(int number) {
    return new UUID(7, number);
  }

  double ours(LuceneIndex index) {
    var blocks = new Blocks(new Analysis());
    making.begin();
    long spent = 0;
    for (int d = 0; d * OF_A_DOCUMENT < passages; d++) {
      var version = new VersionId(id(d));
      var texts = new ArrayList<Passage>();
      var vectors = new ArrayList<float[]>();
      for (int p = 0; p < OF_A_DOCUMENT; p++) {
        var made = making.next();
        texts.add(new Passage(version, p, null, p * 2_000, null, made.text()));
        vectors.add(made.vector());
      }
      long begin = System.nanoTime();
      var block =
          new Block(document(d, version), version(d, version), List.of(), texts, PartNames.NONE, vectors, false);
      index.replace(Indexed.term(new DocumentId(id(d))), blocks.of(block));
      spent += System.nanoTime() - begin;
    }
    long begin = System.nanoTime();
    index.commit();
    spent += System.nanoTime() - begin;
    index.settle();
    return passages / (spent / 1e9);
  }

  private static Version version(int number, VersionId id) {
    return new Version(
        id,
        new DocumentId(id(number)),
        1,
        new Sha256("0".repeat(64)),
        1,
        "file-%d.txt".formatted(number),
        "text/plain",
        Status.READY,
        null,
        null,
        "en",
        OF_A_DOCUMENT,
        Instant.EPOCH,
        "bench");
  }

  private static Document document(int number, VersionId version) {
    return new Document(
        new DocumentId(id(number)),
        new CollectionId(id(number % COLLECTIONS)),
        "c" + number % COLLECTIONS,
        null,
        "File " + number,
        Label.INTERNAL,
        Map.of(),
        version(number, version),
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
