package io.cloister.search.lucene.rank;

import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;

/** Scores given documents exactly, whether a search brought them up or not. */
public final class Scores {

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
   * The passages of one document.
   *
   * @param first its number
   * @param end that of the entry behind the last
   */
  record Block(int first, int end) {}

  /**
   * @param blocks in ascending order
   * @return at most {@code most} of their passages that match, best first
   */
  static List<ScoreDoc> best(Weight weight, List<Block> blocks, int most, IndexSearcher searcher)
      throws IOException {
    var found = new ArrayList<ScoreDoc>();
    var leaves = searcher.getIndexReader().leaves();
    int i = 0;
    while (i < blocks.size()) {
      var leaf = leaves.get(ReaderUtil.subIndex(blocks.get(i).first(), leaves));
      var scorer = weight.scorer(leaf);
      var matches = scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
      for (; i < blocks.size() && blocks.get(i).first() < end(leaf); i++) {
        int first = blocks.get(i).first() - leaf.docBase;
        int doc = matches.docID() < first ? matches.advance(first) : matches.docID();
        for (;
            scorer != null && doc < blocks.get(i).end() - leaf.docBase;
            doc = matches.nextDoc()) {
          found.add(new ScoreDoc(leaf.docBase + doc, scorer.score()));
        }
      }
    }
    found.sort(
        Comparator.comparingDouble((ScoreDoc hit) -> -hit.score).thenComparingInt(hit -> hit.doc));
    return found.subList(0, Math.min(most, found.size()));
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
