package io.cloister.search.lucene.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.search.lucene.files.VectorForm;
import io.cloister.search.lucene.rank.Nearest.Near;
import io.cloister.search.lucene.terms.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NearestTests {

  private static final int DOCUMENTS = 3_000;
  private static final int DIMENSIONS = 48;

  private final Random chance = new Random(42);

  @ParameterizedTest
  @EnumSource
  void missesNothingAmongFewAndAlmostNothingAmongMany(VectorForm form) throws Exception {
    try (var directory = new ByteBuffersDirectory()) {
      var config = new IndexWriterConfig(new StandardAnalyzer()).setCodec(form.codec());
      try (var writer = new IndexWriter(directory, config)) {
        for (int i = 0; i < DOCUMENTS; i++) {
          writer.addDocument(document(i));
        }
        writer.deleteDocuments(new Term("tenth", "3"));
        writer.forceMerge(2);
      }
      try (var reader = DirectoryReader.open(directory)) {
        var searcher = new IndexSearcher(reader);
        int walked = 0;
        int asked = 0;
        for (int i = 0; i < 20; i++) {
          var query = vector();
          var filter = new TermQuery(new Term("tenth", String.valueOf(i % 3)));
          var exact = Nearest.of(query, filter, 10, searcher, 2 * DOCUMENTS);
          assertThat(exact).hasSize(10).isSortedAccordingTo(Near.BEST_FIRST);
          assertThat(docs(Nearest.of(query, filter, 10, searcher, 1)))
              .allSatisfy(doc -> assertThat(searcher.explain(filter, doc).isMatch()).isTrue());
          walked += shared(query, MatchAllDocsQuery.INSTANCE, searcher);
          asked += 10;
        }
        assertThat((double) walked / asked).isGreaterThanOrEqualTo(0.95);
      }
    }
  }

  /** How many of the ten nearest are among the hundred that a walk brings up. */
  private static int shared(float[] query, Query filter, IndexSearcher searcher) throws Exception {
    var exact = new HashSet<>(docs(Nearest.of(query, filter, 10, searcher, 2 * DOCUMENTS)));
    exact.retainAll(docs(Nearest.of(query, filter, 100, searcher, 1)));
    return exact.size();
  }

  private static List<Integer> docs(List<Near> found) {
    return found.stream().map(Near::doc).toList();
  }

  private Document document(int number) {
    var document = new Document();
    document.add(new StringField("tenth", String.valueOf(number % 10), Field.Store.NO));
    document.add(
        new KnnFloatVectorField(Fields.VECTOR, vector(), VectorSimilarityFunction.DOT_PRODUCT));
    return document;
  }

  private float[] vector() {
    var vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) chance.nextGaussian();
    }
    return VectorUtil.l2normalize(vector);
  }
}
