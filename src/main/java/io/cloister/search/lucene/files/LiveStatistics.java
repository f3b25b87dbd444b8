package io.cloister.search.lucene.files;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.util.SmallFloat;
import org.jspecify.annotations.Nullable;

/**
 * How rare words are among what is there. Lucene counts what was replaced until it leaves the
 * files, so that scores would tell in which order and how often documents were put in. In a large
 * index, where counting would take long, it is as Lucene has it.
 */
final class LiveStatistics {

  private static final int MOST_KNOWN = 5_000;

  private final IndexReader reader;
  private final boolean isSmall;
  private final boolean isCounted; // otherwise Lucene's numbers are those of what is there, or do
  private final Map<Term, Integer> known = new ConcurrentHashMap<>();

  LiveStatistics(IndexReader reader) {
    this.reader = reader;
    isSmall = reader.maxDoc() <= LuceneIndex.SMALL;
    isCounted = isSmall && reader.hasDeletions();
  }

  /**
   * @param counted as Lucene counts
   */
  TermStatistics of(Term term, TermStatistics counted) throws IOException {
    if (!isCounted) {
      return counted;
    }
    int there = Math.max(1, documents(term)); // none is no statistics to Lucene
    return new TermStatistics(counted.term(), there, Math.max(there, counted.totalTermFreq()));
  }

  /** How many documents have the term. */
  int documents(Term term) throws IOException {
    if (!isCounted) {
      return reader.docFreq(term);
    }
    var before = known.get(term);
    if (before != null) {
      return before;
    }
    int documents = 0;
    for (var leaf : reader.leaves()) {
      documents += documents(term, leaf.reader());
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(term, documents);
    return documents;
  }

  private static int documents(Term term, LeafReader leaf) throws IOException {
    var live = leaf.getLiveDocs();
    if (live == null) {
      return leaf.docFreq(term);
    }
    var postings = leaf.postings(term, PostingsEnum.NONE);
    int documents = 0;
    while (postings != null && postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      documents += live.get(postings.docID()) ? 1 : 0;
    }
    return documents;
  }

  /**
   * Lengths are taken as scoring rounds them, so that they are the same in whatever files they lie.
   *
   * @param counted as Lucene counts
   * @return null if the field is nowhere
   */
  @Nullable CollectionStatistics of(@Nullable CollectionStatistics counted) throws IOException {
    if (counted == null || !isSmall) {
      return counted;
    }
    long documents = 0;
    long words = 0;
    for (var leaf : reader.leaves()) {
      var live = leaf.reader().getLiveDocs();
      var norms = leaf.reader().getNormValues(counted.field());
      while (norms != null && norms.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        if (norms.longValue() != 0 && (live == null || live.get(norms.docID()))) {
          documents++;
          words += SmallFloat.byte4ToInt((byte) norms.longValue());
        }
      }
    }
    return documents == 0
        ? counted
        : new CollectionStatistics(counted.field(), reader.maxDoc(), documents, words, words);
  }
}
