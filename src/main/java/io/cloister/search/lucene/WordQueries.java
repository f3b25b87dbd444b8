package io.cloister.search.lucene;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;

/**
 * Queries for the words of what was asked, in the languages that the index holds. For one reading
 * of the index, by one thread.
 *
 * @param languages how much there is in each
 * @param known what was asked for before: one query needs its words several times
 */
record WordQueries(
    QueryWords words, Map<String, Integer> languages, Map<String, List<QueryWords.Wanted>> known) {

  WordQueries(QueryWords words, Map<String, Integer> languages) {
    this(words, languages, new HashMap<>());
  }

  // measured: docs/adr/0006-fusion-of-words-and-meaning.md
  private static final Map<String, Float> OF_PASSAGE =
      Map.of(Fields.TEXT, 1f, Fields.HEADING, 0.3f, Fields.TITLE, 0.5f);
  private static final float NEAR = 0.6f;
  private static final float NEAR_BY_WORDS_ALONE = 0.3f;
  private static final float NEAR_PAIRS = 0.2f; // of characters: they overlap anyway
  private static final float OTHER_NAME = 0.4f;
  private static final int NEAR_PLACES = 3;
  private static final int MOST_PAIRS = 32;
  private static final Map<String, Float> OF_ENTRY =
      Map.of(Fields.TITLE, 0.2f, Fields.FILE, 1f, Fields.FIRST, 1f);

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
    for (var part : Asked.wanted(parts)) {
      fields.forEach((field, boost) -> {
        switch (part) {
          case Asked.Phrase phrase ->
              query.add(boosted(phrase(field, phrase), boost), Occur.SHOULD);
          case Asked.Word word ->
              wanted(word.text())
                  .forEach(one ->
                      query.add(
                          boosted(term(field, one.terms()), boost * one.times()), Occur.SHOULD));
          default -> {}
        }
      });
    }
    var built = query.build();
    return built.clauses().isEmpty() ? new MatchNoDocsQuery("no words") : built;
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
        query.add(boosted(pair(row.get(i), row.get(i + 1)), near(row.get(i), alone)), Occur.SHOULD);
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

  private static Query pair(Set<String> first, Set<String> second) {
    return new MultiPhraseQuery.Builder()
        .setSlop(NEAR_PLACES)
        .add(terms(first))
        .add(terms(second))
        .build();
  }

  private static Term[] terms(Set<String> alternatives) {
    return alternatives.stream().map(term -> new Term(Fields.TEXT, term)).toArray(Term[]::new);
  }

  private List<QueryWords.Wanted> wanted(String text) {
    return known.computeIfAbsent(text, asked -> words.wanted(asked, languages));
  }

  /** For each word its alternatives. */
  List<Set<String>> terms(String text) {
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
