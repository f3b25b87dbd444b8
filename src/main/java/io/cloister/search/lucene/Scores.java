package io.cloister.search.lucene;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.VectorUtil;

/** Scores given documents exactly, whether a search brought them up or not. */
final class Scores {

  private Scores() {}

  /**
   * @param docs in ascending order
   * @return what {@code query} gives to each; 0 where it does not match
   */
  static float[] of(Query query, int[] docs, IndexSearcher searcher) throws IOException {
    var scores = new float[docs.length];
    var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
    var leaves = searcher.getIndexReader().leaves();
    int i = 0;
    while (i < docs.length) {
      var leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
      var scorer = weight.scorer(leaf);
      var matches = scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
      for (; i < docs.length && docs[i] < end(leaf); i++) {
        int doc = docs[i] - leaf.docBase;
        if (scorer != null && (matches.docID() >= doc || matches.advance(doc) >= doc)) {
          scores[i] = matches.docID() == doc ? scorer.score() : 0;
        }
      }
    }
    return scores;
  }

  /**
   * @param docs in ascending order
   * @return how many of them {@code query} matches
   */
  static int matched(Query query, int[] docs, IndexSearcher searcher) throws IOException {
    var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    var leaves = searcher.getIndexReader().leaves();
    int matched = 0;
    int i = 0;
    while (i < docs.length) {
      var leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
      var scorer = weight.scorer(leaf);
      var matches = scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
      for (; i < docs.length && docs[i] < end(leaf); i++) {
        int doc = docs[i] - leaf.docBase;
        if (matches.docID() < doc) {
          matches.advance(doc);
        }
        matched += matches.docID() == doc ? 1 : 0;
      }
    }
    return matched;
  }

  /**
   * @param docs in ascending order
   * @return the cosine of each one's vector with {@code query}; NaN where there is none
   */
  static float[] cosines(float[] query, int[] docs, IndexSearcher searcher) throws IOException {
    var cosines = new float[docs.length];
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    int i = 0;
    while (i < docs.length) {
      var leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
      var vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
      var places = vectors == null ? null : vectors.iterator();
      for (; i < docs.length && docs[i] < end(leaf); i++) {
        int doc = docs[i] - leaf.docBase;
        cosines[i] = Float.NaN;
        if (places != null
            && (places.docID() >= doc || places.advance(doc) >= doc)
            && places.docID() == doc) {
          cosines[i] = VectorUtil.dotProduct(query, vectors.vectorValue(places.index()));
        }
      }
    }
    return cosines;
  }

  private static int end(LeafReaderContext leaf) {
    return leaf.docBase + leaf.reader().maxDoc();
  }
}
