package io.cloister.search.lucene.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index gives that was changed often, beside one that was made once. */
class LiveStatisticsTests {

  private static final Map<String, String> NOW =
      Map.of(
          "one", "the valve of the boiler leaks",
          "two", "a boiler of another make, and the valves that came with it",
          "three", "nothing leaks here");
  private static final List<Query> QUERIES =
      List.of(
          word("boiler"),
          word("leaks"),
          new SynonymQuery.Builder(Fields.TEXT)
              .addTerm(new Term(Fields.TEXT, "valve"))
              .addTerm(new Term(Fields.TEXT, "valves"))
              .build(),
          new PhraseQuery(Fields.TEXT, "boiler", "leaks"));

  private static final int REPLACED = 5; // few enough for Lucene to leave them in the files
  private static final int OTHERS = 50;

  @TempDir Path folder;

  @Test
  void scoresAsIfWhatWasReplacedHadNeverBeen() throws IOException {
    var anew = open("anew");
    putAll(anew);
    var changed = open("changed");
    for (int i = 0; i < REPLACED; i++) {
      put(changed, "one", "boiler boiler " + "steam ".repeat(i), "de");
      put(changed, "gone " + i, "a boiler leaks again and again", "fr");
    }
    putAll(changed);
    for (int i = 0; i < REPLACED; i++) {
      changed.remove(new Term("id", "gone " + i));
    }
    changed.show();

    assertThat(changed.<Boolean>read(moment -> moment.getIndexReader().hasDeletions())).isTrue();
    for (var query : QUERIES) {
      assertThat(scores(changed, query))
          .as("%s", query)
          .isEqualTo(scores(anew, query))
          .isNotEmpty();
    }
    assertThat(changed.<Map<String, Integer>>read(Moment::languages))
        .isEqualTo(Map.of("en", NOW.size() + OTHERS));
    assertThat(changed.<Integer>read(moment -> moment.documents(new Term(Fields.TEXT, "boiler"))))
        .isEqualTo(2);
  }

  private static Query word(String text) {
    return new TermQuery(new Term(Fields.TEXT, text));
  }

  private LuceneIndex open(String name) throws IOException {
    var properties =
        new SearchProperties(
            folder.resolve(name), 100, 0.5, 0.6, 0.2, Duration.ofHours(1), VectorForm.BYTE);
    return new LuceneIndex(folder.resolve(name), properties, "model");
  }

  private static void putAll(LuceneIndex index) {
    NOW.forEach((id, text) -> put(index, id, text, "en"));
    for (int i = 0; i < OTHERS; i++) {
      put(index, "other " + i, "something else ".repeat(i % 7 + 1), "en");
    }
    index.show();
  }

  private static void put(LuceneIndex index, String id, String text, String language) {
    var made = new Document();
    made.add(new StringField("id", id, Field.Store.YES));
    made.add(new StringField(Fields.ANALYSIS, language, Field.Store.NO));
    made.add(new TextField(Fields.TEXT, text, Field.Store.NO));
    index.replace(new Term("id", id), List.of(made));
  }

  private static Map<String, Float> scores(LuceneIndex index, Query query) {
    return index.read(moment -> {
      var scores = new TreeMap<String, Float>();
      for (var hit : moment.search(query, 10).scoreDocs) {
        scores.put(moment.storedFields().document(hit.doc).get("id"), hit.score);
      }
      return scores;
    });
  }
}
