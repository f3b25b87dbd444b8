package io.cloister.search.lucene.query;

import io.cloister.library.AccessScope;
import io.cloister.search.SearchQuery;
import io.cloister.search.dates.When;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * A search as the index understands it.
 *
 * @param words scores passages by their words
 * @param near what a passage that the words match gets besides, for words beside one another
 * @param entry scores entries by their words
 * @param passages what passages may be found: the scope is in it
 * @param entries what entries may be found: the scope is in it
 * @param meant the vector of what is meant, which may still be made; null if only words count
 * @param when from when the documents are to be
 * @param said how many different words are looked for
 * @param browses whether nothing is looked for, so that everything that may be found is
 * @param isOpen whether all passages there are may be found
 */
public record Question(
    Query words,
    Query near,
    Query entry,
    Query passages,
    Query entries,
    @Nullable Aside<float @Nullable []> meant,
    When when,
    int said,
    boolean browses,
    boolean isOpen) {

  /**
   * @param isAllInScope whether the index holds nothing outside the scope
   */
  public static Question of(
      List<Asked> parts,
      WordQueries words,
      SearchQuery query,
      AccessScope scope,
      boolean isAllInScope,
      @Nullable Aside<float @Nullable []> meant) {
    var passages = new BooleanQuery.Builder();
    passages.add(Restrictions.filter(Restrictions.PASSAGES, query.filter(), scope), Occur.FILTER);
    var entries = new BooleanQuery.Builder();
    entries.add(Restrictions.filter(Restrictions.ENTRIES, query.filter(), scope), Occur.FILTER);
    boolean demands = Restrictions.demand(parts);
    if (demands) {
      var demanded = Restrictions.demanded(parts, words);
      passages.add(Restrictions.passagesOf(demanded), Occur.FILTER);
      entries.add(demanded, Occur.FILTER);
    }
    boolean browses = Asked.wanted(parts).isEmpty();
    boolean byWords = query.mode() != SearchQuery.Mode.SEMANTIC || browses;
    return new Question(
        browses || !byWords
            ? new MatchNoDocsQuery("no words")
            : words.passages(parts, query.also()),
        browses || !byWords
            ? new MatchNoDocsQuery("no words")
            : words.near(parts, query.mode() == SearchQuery.Mode.KEYWORD),
        browses
            ? MatchAllDocsQuery.INSTANCE
            : byWords ? words.entries(parts) : new MatchNoDocsQuery("no words"),
        passages.build(),
        entries.build(),
        meant,
        query.when(),
        words.terms(Asked.words(parts)).size(),
        browses,
        isAllInScope && !demands && query.filter().equals(SearchQuery.Filter.NONE));
  }

  /** The vector of what is meant; null if only words count, or there is none. */
  public float @Nullable [] vector() throws IOException {
    return meant == null ? null : meant.result();
  }

  /** The same, with words beside one another weighed so many times as much. */
  public Question nearness(double times) {
    return times == 1
        ? this
        : new Question(
            words,
            new BoostQuery(near, (float) times),
            entry,
            passages,
            entries,
            meant,
            when,
            said,
            browses,
            isOpen);
  }

  public Query passagesByWords() {
    return within(words, passages);
  }

  public Query entriesByWords() {
    return within(entry, entries);
  }

  /** All entries of documents that the words match somewhere. */
  public Query documentsByWords() {
    return within(
        new BooleanQuery.Builder()
            .add(Restrictions.withPassage(words), Occur.SHOULD)
            .add(entry, Occur.SHOULD)
            .build(),
        entries);
  }

  public static Query within(Query scored, Query filter) {
    return new BooleanQuery.Builder().add(scored, Occur.MUST).add(filter, Occur.FILTER).build();
  }
}
