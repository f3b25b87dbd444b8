package io.cloister.search.lucene.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.search.lucene.files.Searchers;
import io.cloister.search.lucene.terms.Analysis;
import io.cloister.search.lucene.terms.AnalyzedField;
import io.cloister.search.lucene.terms.Fields;
import io.cloister.search.lucene.terms.QueryWords;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class WordQueriesTests {

  private static final String TEXT = "a dielectric constant of liquids";

  private final Analysis analysis = new Analysis();

  @Test
  void weighsNearnessAlikeWhateverOtherLanguagesThereAre() throws IOException {
    var alone = nearness(List.of("en"));
    var among = nearness(List.of("en", "da", "fr", "it"));

    assertThat(alone).isPositive();
    assertThat(among).isCloseTo(alone, Percentage.withPercentage(10));
  }

  /** What the first passage gets where each of the languages has one with the same words. */
  private float nearness(List<String> languages) throws IOException {
    var config = new IndexWriterConfig(new StandardAnalyzer());
    try (var files = new ByteBuffersDirectory();
        var writer = new IndexWriter(files, config)) {
      for (var language : languages) {
        writer.addDocument(passage(TEXT, language));
      }
      for (int i = 0; i < 40; i++) {
        writer.addDocument(passage(i % 2 == 0 ? "liquids at night" : "a constant noise", "en"));
      }
      try (var reader = DirectoryReader.open(writer)) {
        var searcher = new Searchers().newSearcher(reader, null);
        var words = new WordQueries(new QueryWords(analysis), searcher.languages(), searcher);
        var near = words.near(List.of(new Asked.Word("dielectric constant")), false);
        return searcher.explain(near, 0).getValue().floatValue();
      }
    }
  }

  private Document passage(String text, String language) {
    var made = new Document();
    made.add(AnalyzedField.of(Fields.TEXT, text, analysis, language));
    made.add(new StringField(Fields.ANALYSIS, language, Field.Store.NO));
    return made;
  }
}
