package io.cloister.search.lucene.rank;

import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TimeLimitingKnnCollectorManager;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Finds the passages whose vectors are nearest to one. Where a filter passes few, all of them are
 * compared: that misses none, does not depend on the order in which passages were put in, and costs
 * less than a walk through a graph most of whose neighbours may not be found.
 */
public final class Nearest {

  /** Compared in about two milliseconds. */
  static final int FEW = 10_000;

  /**
   * @param doc its number in the index of the moment
   * @param cosine from -1 to 1
   */
  public record Near(int doc, float cosine) {

    static final Comparator<Near> BEST_FIRST =
        Comparator.comparingDouble(Near::cosine).reversed().thenComparingInt(Near::doc);
  }

  private Nearest() {}

  /**
   * @param vector of length 1
   * @param filter null if all may be found
   * @return at most {@code most} of those that {@code filter} passes, best first
   */
  public static List<Near> of(
      float[] vector, @Nullable Query filter, int most, IndexSearcher searcher) throws IOException {
    return of(vector, filter, most, searcher, FEW);
  }

  /**
   * @param few how many are all compared
   */
  public static List<Near> of(
      float[] vector, @Nullable Query filter, int most, IndexSearcher searcher, int few)
      throws IOException {
    if (filter == null && searcher.getIndexReader().maxDoc() > few) {
      return walked(vector, null, null, most, searcher);
    }
    var passing = filter == null ? MatchAllDocsQuery.INSTANCE : searcher.rewrite(filter);
    var weight = searcher.createWeight(passing, ScoreMode.COMPLETE_NO_SCORES, 1);
    return passed(weight, searcher) <= few
        ? compared(vector, weight, most, searcher)
        : walked(vector, passing, weight, most, searcher);
  }

  private static long passed(Weight weight, IndexSearcher searcher) throws IOException {
    long passed = 0;
    for (var leaf : searcher.getIndexReader().leaves()) {
      var supplier = weight.scorerSupplier(leaf);
      passed += supplier == null ? 0 : supplier.cost();
    }
    return passed;
  }

  private static List<Near> compared(
      float[] vector, Weight weight, int most, IndexSearcher searcher) throws IOException {
    var best = new PriorityQueue<Near>(most + 1, Near.BEST_FIRST.reversed());
    for (var leaf : searcher.getIndexReader().leaves()) {
      compare(vector, weight, leaf, most, best);
    }
    var sorted = new ArrayList<>(best);
    sorted.sort(Near.BEST_FIRST);
    return sorted;
  }

  private static void compare(
      float[] vector, Weight weight, LeafReaderContext leaf, int most, PriorityQueue<Near> best)
      throws IOException {
    var scorer = weight.scorer(leaf);
    var vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
    if (scorer == null || vectors == null) {
      return;
    }
    var live = leaf.reader().getLiveDocs();
    var places = vectors.iterator();
    var passed = scorer.iterator();
    int doc = passed.nextDoc();
    while (doc != org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS) {
      int at = places.docID() < doc ? places.advance(doc) : places.docID();
      if (at != doc) {
        doc = passed.advance(at);
        continue;
      }
      if (live == null || live.get(doc)) {
        float cosine = VectorUtil.dotProduct(vector, vectors.vectorValue(places.index()));
        offer(new Near(leaf.docBase + doc, cosine), most, best);
      }
      doc = passed.nextDoc();
    }
  }

  private static void offer(Near near, int most, PriorityQueue<Near> best) {
    var least = best.size() < most ? null : best.peek();
    if (isBetter(near, least)) {
      best.add(near);
      if (best.size() > most) {
        best.poll();
      }
    }
  }

  private static boolean isBetter(Near near, @Nullable Near least) {
    return least == null || Near.BEST_FIRST.compare(near, least) < 0;
  }

  private static List<Near> walked(
      float[] vector,
      @Nullable Query filter,
      @Nullable Weight passing,
      int most,
      IndexSearcher searcher)
      throws IOException {
    var walk = new Walk(vector, most, filter, passing);
    walk.rewrite(searcher);
    var found = new ArrayList<Near>();
    for (var hit : walk.found) {
      // Lucene's score of a dot product is (1 + cosine) / 2
      found.add(new Near(hit.doc, 2 * hit.score - 1));
    }
    return found;
  }

  /**
   * Lucene looks for the nearest while it prepares a query, which is then not searched again. Of
   * what the filter passes it would gather anew each time what has a vector; but nothing else is
   * ever met in the graph, so that what is remembered of the filter does as it is.
   */
  private static final class Walk extends KnnFloatVectorQuery {

    private final @Nullable Weight passing;
    private ScoreDoc[] found = {};

    Walk(float[] vector, int most, @Nullable Query filter, @Nullable Weight passing) {
      super(Fields.VECTOR, vector, most, filter);
      this.passing = passing;
    }

    @Override
    protected TopDocs searchLeaf(
        LeafReaderContext leaf, Weight filter, TimeLimitingKnnCollectorManager collectors)
        throws IOException {
      return super.searchLeaf(leaf, passing == null ? filter : passing, collectors);
    }

    @Override
    protected TopDocs mergeLeafResults(TopDocs[] ofLeaves) {
      var merged = super.mergeLeafResults(ofLeaves);
      found = merged.scoreDocs;
      return merged;
    }
  }
}
