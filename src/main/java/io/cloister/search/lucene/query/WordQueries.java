package io.cloister.search.lucene.query;

import io.cloister.search.lucene.terms.Analysis;
import io.cloister.search.lucene.terms.Fields;
import io.cloister.search.lucene.terms.LanguageTag;
import io.cloister.search.lucene.terms.QueryWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;

/**
 * Queries for the words of what was asked, in the languages that the index holds. For one reading
 * of the index, by one thread. One question needs its words several times: what they are and where
 * they stand is looked up once.
 */
public final class WordQueries {

  // measured: docs/adr/0016-what-speaks-for-the-document.md
  private static final Map<String, Float> OF_PASSAGE =
      Map.of(Fields.TEXT, 1f, Fields.HEADING, 0.3f, Fields.TITLE, 0.25f);
  private static final float NEAR = 0.6f;
  private static final float NEAR_BY_WORDS_ALONE = 0.3f;
  private static final float NEAR_PAIRS = 0.2f; // of characters: they overlap anyway
  private static final float OTHER_NAME = 0.4f;
  private static final int NEAR_PLACES = 3;
  private static final int MOST_PAIRS = 32;
  private static final Map<String, Float> OF_ENTRY =
      Map.of(Fields.TITLE, 0.2f, Fields.FILE, 1f, Fields.FIRST, 1f);

  private final QueryWords words;
  private final Map<String, Integer> languages;
  private final IndexSearcher searcher;
  private final Map<String, List<QueryWords.Wanted>> known = new HashMap<>();
  private final Map<Term, TermStates> looked = new HashMap<>();

  /**
   * @param languages how much there is in each
   */
  public WordQueries(QueryWords words, Map<String, Integer> languages, IndexSearcher searcher) {
    this.words = words;
    this.languages = languages;
    this.searcher = searcher;
  }

  public QueryWords words() {
    return words;
  }

  public Map<String, Integer> languages() {
    return languages;
  }

  /** How well a passage's own words match. */
  Query passages(List<Asked> parts) {
    return scoring(parts, OF_PASSAGE);
  }

  /**
   * The same, where other names of what was asked count as well, but less than its own words.
   *
   * @param also each a word, or several that stand side by side
   */
  Query passages(List<Asked> parts, List<String> also) {
    if (also.isEmpty()) {
      return passages(parts);
    }
    return new BooleanQuery.Builder()
        .add(passages(parts), Occur.SHOULD)
        .add(boosted(passages(Asked.names(also)), OTHER_NAME), Occur.SHOULD)
        .build();
  }

  /** How well a document's entry matches. */
  Query entries(List<Asked> parts) {
    return scoring(parts, OF_ENTRY);
  }

  private Query scoring(List<Asked> parts, Map<String, Float> fields) {
    var query = new BooleanQuery.Builder();
    boolean isAny = false;
    for (var part : Asked.wanted(parts)) {
      if (part instanceof Asked.Phrase phrase) {
        isAny = true;
        fields.forEach(
            (field, boost) -> query.add(boosted(phrase(field, phrase), boost), Occur.SHOULD));
      } else if (part instanceof Asked.Word word) {
        for (var one : wanted(word.text())) {
          isAny = true;
          fields.forEach((field, boost) -> {
            var there = there(field, one.terms());
            if (!there.isEmpty()) {
              query.add(boosted(oneOf(there), boost * one.times()), Occur.SHOULD);
            }
          });
        }
      }
    }
    return isAny ? query.build() : new MatchNoDocsQuery("no words");
  }

  /** Those of the terms that the index has. */
  private List<Term> there(String field, Set<String> alternatives) {
    return alternatives.stream()
        .map(term -> new Term(field, term))
        .filter(term -> lookedUp(term).docFreq() > 0)
        .toList();
  }

  private Query oneOf(List<Term> terms) {
    if (terms.size() == 1) {
      return new TermQuery(terms.getFirst(), lookedUp(terms.getFirst()));
    }
    var query = new SynonymQuery.Builder(terms.getFirst().field());
    terms.forEach(query::addTerm);
    return query.build();
  }

  private TermStates lookedUp(Term term) {
    return looked.computeIfAbsent(
        term,
        wanted -> {
          try {
            return TermStates.build(searcher, wanted, true);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Query boosted(Query query, float boost) {
    return boost == 1f ? query : new BoostQuery(query, boost);
  }

  /**
   * How well a passage has words beside one another that are so in the query: to be added to {@link
   * #passages}. It looks into positions, so it is for a few passages only.
   *
   * @param alone whether nothing but words counts; who asks for what is meant as well says it in
   *     the order of speech
   */
  Query near(List<Asked> parts, boolean alone) {
    var query = new BooleanQuery.Builder();
    int pairs = 0;
    for (var part : Asked.wanted(parts)) {
      var row = part instanceof Asked.Word word ? terms(word.text()) : List.<Set<String>>of();
      for (int i = 0; i + 1 < row.size() && pairs < MOST_PAIRS; i++, pairs++) {
        var first = there(Fields.TEXT, row.get(i));
        var second = there(Fields.TEXT, row.get(i + 1));
        if (!first.isEmpty() && !second.isEmpty()) {
          float weight = near(row.get(i), alone) * asOneWordEach(first, second);
          query.add(boosted(pair(first, second), weight), Occur.SHOULD);
        }
      }
    }
    var built = query.build();
    return built.clauses().isEmpty() ? new MatchNoDocsQuery("no words") : built;
  }

  private static float near(Set<String> terms, boolean alone) {
    var pairs = LanguageTag.tag(Analysis.CJK);
    boolean arePairs = terms.stream().allMatch(term -> term.startsWith(pairs));
    float words = alone ? NEAR_BY_WORDS_ALONE : NEAR;
    return arePairs ? NEAR_PAIRS : words;
  }

  private static Query pair(List<Term> first, List<Term> second) {
    return new MultiPhraseQuery.Builder()
        .setSlop(NEAR_PLACES)
        .add(first.toArray(Term[]::new))
        .add(second.toArray(Term[]::new))
        .build();
  }

  /**
   * Lucene adds up how rare all alternatives of a pair are; a few texts in other languages would
   * make nearness outweigh the words. A word is as rare as its most frequent form, as elsewhere.
   */
  private float asOneWordEach(List<Term> first, List<Term> second) {
    double each = rarities(first).min().orElse(0) + rarities(second).min().orElse(0);
    double all = rarities(first).sum() + rarities(second).sum();
    return (float) (each / all);
  }

  /** As BM25 has them. */
  private DoubleStream rarities(List<Term> terms) {
    double passages = passages();
    return terms.stream()
        .mapToLong(this::passagesWith)
        .mapToDouble(those -> Math.log(1 + (passages - those + 0.5) / (those + 0.5)));
  }

  private long passagesWith(Term term) {
    try {
      var states = lookedUp(term);
      return searcher.termStatistics(term, states.docFreq(), states.totalTermFreq()).docFreq();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long passages() {
    try {
      var there = searcher.collectionStatistics(Fields.TEXT);
      return there == null ? 0 : there.docCount();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<QueryWords.Wanted> wanted(String text) {
    return known.computeIfAbsent(text, asked -> words.wanted(asked, languages));
  }

  /** For each word its alternatives. */
  public List<Set<String>> terms(String text) {
    return wanted(text).stream().map(QueryWords.Wanted::terms).toList();
  }

  /** Matches where one of the alternatives of one word stands. */
  static Query term(String field, Set<String> alternatives) {
    var query = new SynonymQuery.Builder(field);
    alternatives.forEach(term -> query.addTerm(new Term(field, term)));
    return query.build();
  }

  /** Matches where all words of {@code text} stand, in any order. */
  Query allWords(String field, String text) {
    var query = new BooleanQuery.Builder();
    terms(text).forEach(term -> query.add(term(field, term), Occur.MUST));
    var built = query.build();
    return built.clauses().isEmpty() ? new MatchNoDocsQuery("no words") : built;
  }

  /** Matches where the words stand side by side, by the rules of each language. */
  Query phrase(String field, Asked.Phrase phrase) {
    var query = new BooleanQuery.Builder();
    for (var language : languages.keySet()) {
      var tokens = words.analysis().tokens(language, phrase.text());
      if (!tokens.isEmpty()) {
        var one = new PhraseQuery.Builder().setSlop(phrase.slop());
        tokens.forEach(token -> one.add(new Term(field, token.term()), token.position()));
        query.add(one.build(), Occur.SHOULD);
      }
    }
    return query.build();
  }
}
