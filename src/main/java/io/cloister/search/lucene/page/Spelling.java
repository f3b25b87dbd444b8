package io.cloister.search.lucene.page;

import io.cloister.search.lucene.query.Question;
import io.cloister.search.lucene.query.Restrictions;
import io.cloister.search.lucene.query.WordQueries;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.spell.DirectSpellChecker;
import org.apache.lucene.search.spell.SuggestMode;
import org.jspecify.annotations.Nullable;

/**
 * Offers words for those that occur nowhere in what the caller may see. Both whether a word is
 * there and what is offered is asked within the scope, so that no word of a hidden document shows.
 */
public final class Spelling {

  private static final int TRIED = 20;
  private static final int SHORTEST = 4;

  private final IndexSearcher searcher;
  private final WordQueries words;
  private final Query scope;

  /**
   * @param scope the entries that the caller may see
   */
  public Spelling(IndexSearcher searcher, WordQueries words, Query scope) {
    this.searcher = searcher;
    this.words = words;
    this.scope = scope;
  }

  /** The query with other words where there are better ones; null if there are none. */
  @Nullable
  public String better(String query) throws IOException {
    var better = new StringBuilder(query);
    boolean changed = false;
    for (var word : words.words().analysis().words(query).reversed()) {
      var other = isKnown(word.term()) ? Optional.<String>empty() : other(word.term());
      if (other.isPresent()) {
        better.replace(word.start(), word.end(), other.get());
        changed = true;
      }
    }
    return changed ? better.toString() : null;
  }

  private boolean isKnown(String word) throws IOException {
    if (word.length() < SHORTEST || !word.codePoints().allMatch(Character::isLetter)) {
      return true;
    }
    var groups = words.terms(word);
    if (groups.isEmpty() || exists(new TermQuery(new Term(Fields.WORD, word)))) {
      return true;
    }
    for (var group : groups) {
      if (exists(Restrictions.anywhere(group))) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> other(String word) throws IOException {
    record Offer(String word, float similarity, int count) {}
    var checker = new DirectSpellChecker();
    checker.setMinQueryLength(SHORTEST);
    checker.setMaxQueryFrequency(0.9f);
    List<Offer> offers =
        Arrays.stream(
                checker.suggestSimilar(
                    new Term(Fields.WORD, word),
                    TRIED,
                    searcher.getIndexReader(),
                    SuggestMode.SUGGEST_ALWAYS))
            .map(found -> new Offer(found.string, found.score, countOf(found.string)))
            .filter(offer -> offer.count() > 0)
            .toList();
    return offers.stream()
        .max(Comparator.comparingDouble(Offer::similarity).thenComparingInt(Offer::count))
        .map(Offer::word);
  }

  /** Stops at the first: a usual word is in most documents. */
  private boolean exists(Query query) throws IOException {
    var any = new ConstantScoreQuery(Question.within(query, scope));
    return searcher.search(any, new TopScoreDocCollectorManager(1, 1)).scoreDocs.length > 0;
  }

  private int countOf(String word) {
    try {
      return count(new TermQuery(new Term(Fields.WORD, word)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private int count(Query query) throws IOException {
    return searcher.count(Question.within(query, scope));
  }
}
