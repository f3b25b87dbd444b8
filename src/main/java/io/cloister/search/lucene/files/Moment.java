package io.cloister.search.lucene.files;

import io.cloister.library.AccessScope;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.terms.Fields;
import io.cloister.search.lucene.terms.QueryWords;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The index as it is at one moment, with what was found out about it: what every search needs to
 * know and no search changes is found out once.
 */
public final class Moment extends IndexSearcher {

  private static final int MOST_SCOPES = 200;

  private final Map<AccessScope, Boolean> covered = new ConcurrentHashMap<>();
  private volatile @Nullable Map<String, Integer> languages;
  private volatile @Nullable Boolean isAnyBare;
  private final LiveStatistics live;
  private final Map<String, CollectionStatistics> lengths = new ConcurrentHashMap<>();

  Moment(IndexReader reader) {
    super(reader);
    live = new LiveStatistics(reader);
  }

  /** How many passages and entries have the term. */
  public int documents(Term term) throws IOException {
    return live.documents(term);
  }

  @Override
  public TermStatistics termStatistics(Term term, int docFreq, long totalTermFreq)
      throws IOException {
    return live.of(term, super.termStatistics(term, docFreq, totalTermFreq));
  }

  @Override
  public @Nullable CollectionStatistics collectionStatistics(String field) throws IOException {
    var known = lengths.get(field);
    if (known == null) {
      known = live.of(super.collectionStatistics(field));
      if (known != null) {
        lengths.put(field, known);
      }
    }
    return known;
  }

  /** How many passages and entries there are in each language. */
  public Map<String, Integer> languages() throws IOException {
    var known = languages;
    if (known == null) {
      known = new TreeMap<>();
      for (var language : QueryWords.languages(getIndexReader())) {
        int those = documents(new Term(Fields.ANALYSIS, language));
        if (those > 0) {
          known.put(language, those);
        }
      }
      languages = known;
    }
    return known;
  }

  /** Whether any document has no vectors yet. */
  public boolean isAnyBare() throws IOException {
    var known = isAnyBare;
    if (known == null) {
      known = Indexed.isAnyBare(this);
      isAnyBare = known;
    }
    return known;
  }

  /** Whether all there is lies within the scope, so that it narrows nothing. */
  public boolean isWithin(AccessScope scope) throws IOException {
    var known = covered.get(scope);
    if (known == null) {
      known = isAllWithin(scope);
      if (covered.size() >= MOST_SCOPES) {
        covered.clear();
      }
      covered.put(scope, known);
    }
    return known;
  }

  private boolean isAllWithin(AccessScope scope) throws IOException {
    var readable = scope.collections().stream().map(Object::toString).collect(Collectors.toSet());
    for (var leaf : getIndexReader().leaves()) {
      if (!isAllWithin(readable, leaf.reader())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllWithin(Set<String> readable, LeafReader leaf) throws IOException {
    var there = DocValues.getSorted(leaf, Fields.COLLECTION).termsEnum();
    for (var one = there.next(); one != null; one = there.next()) {
      if (!readable.contains(one.utf8ToString())) {
        return false;
      }
    }
    return true;
  }
}
