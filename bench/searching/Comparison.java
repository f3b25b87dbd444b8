package io.cloister.search.lucene.rank;

import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.search.SearchQuery;
import io.cloister.search.lucene.files.LuceneIndex;
import io.cloister.search.lucene.files.Moment;
import io.cloister.search.lucene.files.SearchProperties;
import io.cloister.search.lucene.query.Aside;
import io.cloister.search.lucene.query.AskedParser;
import io.cloister.search.lucene.query.Question;
import io.cloister.search.lucene.query.Restrictions;
import io.cloister.search.lucene.query.WordQueries;
import io.cloister.search.lucene.rank.Making.Asking;
import io.cloister.search.lucene.terms.Analysis;
import io.cloister.search.lucene.terms.Fields;
import io.cloister.search.lucene.terms.QueryWords;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Asks bare Lucene and the index of the product the same, in turns, so that both have the same machine. */
final class Comparison {

  private static final int WARMING = 10;
  private static final int ROUNDS = 5;

  private final List<Asking> askings;
  private final SearchProperties properties;
  private final AccessScope scope =
      new AccessScope(
          IntStream.range(0, Filling.COLLECTIONS)
              .mapToObj(number -> new CollectionId(Filling.id(number)))
              .collect(Collectors.toSet()));

  Comparison(List<Asking> askings, SearchProperties properties) {
    this.askings = askings;
    this.properties = properties;
  }

  private interface Work {
    void on(Asking asking) throws IOException;
  }

  /** Milliseconds: half of the askings took no longer. */
  private double[] p50(Work... works) throws IOException {
    var took = new double[works.length][ROUNDS * askings.size()];
    for (int round = -WARMING; round < ROUNDS; round++) {
      for (int w = 0; w < works.length; w++) {
        for (int i = 0; i < askings.size(); i++) {
          long begin = System.nanoTime();
          works[w].on(askings.get(i));
          if (round >= 0) {
            took[w][round * askings.size() + i] = (System.nanoTime() - begin) / 1e6;
          }
        }
      }
    }
    return Arrays.stream(took).mapToDouble(each -> Arrays.stream(each).sorted().toArray()[each.length / 2]).toArray();
  }

  private void say(String what, Work bare, Work ours) throws IOException {
    var p50 = p50(bare, ours);
    System.out.printf(
        Locale.ROOT,
        "%-34s bare %7.2f ms  ours %7.2f ms  %5.2f times%n",
        what,
        p50[0],
        p50[1],
        p50[1] / p50[0]);
  }

  void compare(IndexSearcher bare, LuceneIndex index) throws IOException {
    var analyzer = new EnglishAnalyzer();
    var words = new QueryWords(new Analysis());
    Work bareWords = one -> bare.search(query(analyzer, one), 20);
    Work bareNear = one -> bare.search(new KnnFloatVectorQuery("vector", one.vector(), 100), 100);
    Work bareBoth =
        one -> {
          bareNear.on(one);
          bareWords.on(one);
        };
    index.read(moment -> {
      say("100 nearest vectors", bareNear, one -> Nearest.of(one.vector(), null, 100, moment));
      say("20 by words", bareWords, one -> page(moment, words, one, null));
      say("20 by both", bareBoth, one -> page(moment, words, one, one.vector()));
      return null;
    });
  }

  /** For the comparison with another start. */
  double nearest(LuceneIndex index) {
    return index.read(moment -> p50(one -> Nearest.of(one.vector(), null, 100, moment))[0]);
  }

  private List<Ranked> page(Moment moment, QueryWords words, Asking one, float[] vector)
      throws IOException {
    var spoken = new WordQueries(words, moment.languages(), moment);
    var query = SearchQuery.of(one.words(), SearchQuery.Grouping.DOCUMENT, 20);
    var parts = AskedParser.parse(query.text()).parts();
    var meant = vector == null ? null : Aside.done(vector);
    var question = Question.of(parts, spoken, query, scope, moment.isWithin(scope), meant);
    return new Selection(moment, question, query, properties).page();
  }

  private static Query query(EnglishAnalyzer analyzer, Asking one) throws IOException {
    var query = new BooleanQuery.Builder();
    try (var stream = analyzer.tokenStream("text", one.words())) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        query.add(new TermQuery(new Term("text", term.toString())), Occur.SHOULD);
      }
      stream.end();
    }
    return query.build();
  }

  void recalls(LuceneIndex index) {
    index.read(moment -> {
      var one = Restrictions.anyOf(Fields.COLLECTION, Set.of(Filling.id(3)));
      var filter =
          new BooleanQuery.Builder()
              .add(one, Occur.FILTER)
              .add(Restrictions.PASSAGES, Occur.FILTER)
              .build();
      System.out.printf(
          Locale.ROOT,
          "recall@10 of exact: %.4f; within one collection of a thousand: %.4f%n",
          recall(null, moment),
          recall(filter, moment));
      return null;
    });
  }

  /** Of the ten nearest, how many are among the hundred that are brought up. */
  private double recall(Query filter, Moment moment) throws IOException {
    int found = 0;
    int all = 0;
    for (var one : askings.subList(0, Math.min(50, askings.size()))) {
      var exact = docs(Nearest.of(one.vector(), filter, 10, moment, Integer.MAX_VALUE));
      all += exact.size();
      exact.retainAll(docs(Nearest.of(one.vector(), filter, 100, moment)));
      found += exact.size();
    }
    return (double) found / all;
  }

  private static Set<Integer> docs(List<Nearest.Near> near) {
    return near.stream().map(Nearest.Near::doc).collect(Collectors.toCollection(HashSet::new));
  }
}
