package io.cloister.search.lucene.rank;

import io.cloister.search.lucene.query.Question;
import io.cloister.search.lucene.query.Restrictions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.FixedBitSet;

/**
 * All documents that a question finds, by their entries. Gone through is each word by itself, and
 * of each document only up to the first place where it stands: that is several times quicker than
 * to have all words side by side, as scoring must.
 */
final class Found {

  private final IndexSearcher searcher;
  private final List<FixedBitSet> entries = new ArrayList<>(); // of each leaf

  private Found(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /**
   * @param meant entries of documents that are found by meaning
   */
  static Found of(Question question, int[] meant, IndexSearcher searcher) throws IOException {
    var found = new Found(searcher);
    var said = new ArrayList<Weight>();
    for (var each : List.of(question.words(), question.entry())) {
      for (var part : alternatives(each)) {
        said.add(weight(part, searcher));
      }
    }
    var may = weight(question.entries(), searcher);
    for (var leaf : searcher.getIndexReader().leaves()) {
      found.entries.add(matched(said, may, leaf));
    }
    for (int entry : meant) {
      int at = ReaderUtil.subIndex(entry, searcher.getIndexReader().leaves());
      found.entries.get(at).set(entry - searcher.getIndexReader().leaves().get(at).docBase);
    }
    return found;
  }

  private static List<Query> alternatives(Query query) {
    return query instanceof BooleanQuery some
            && some.clauses().stream().allMatch(clause -> clause.occur() == Occur.SHOULD)
        ? some.clauses().stream().map(BooleanClause::query).toList()
        : List.of(query);
  }

  private static Weight weight(Query query, IndexSearcher searcher) throws IOException {
    return searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
  }

  private static FixedBitSet matched(List<Weight> said, Weight may, LeafReaderContext leaf)
      throws IOException {
    var matched = new FixedBitSet(leaf.reader().maxDoc());
    var ends = Restrictions.ENDS.getBitSet(leaf);
    var passing = may.scorer(leaf);
    if (ends == null || passing == null) {
      return matched;
    }
    for (var each : said) {
      var scorer = each.scorer(leaf);
      if (scorer != null) {
        mark(scorer.iterator(), ends, matched);
      }
    }
    var allowed = new FixedBitSet(leaf.reader().maxDoc());
    allowed.or(passing.iterator());
    matched.and(allowed);
    var live = leaf.reader().getLiveDocs();
    if (live != null) {
      live.applyMask(matched, 0);
    }
    return matched;
  }

  private static void mark(DocIdSetIterator places, BitSet ends, FixedBitSet matched)
      throws IOException {
    int doc = places.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS) {
      int entry = ends.nextSetBit(doc);
      matched.set(entry);
      doc = places.advance(entry + 1);
    }
  }

  long total() {
    return entries.stream().mapToLong(FixedBitSet::cardinality).sum();
  }

  /** The leaves with the entries in them, by their numbers there. */
  interface Use {
    void of(LeafReaderContext leaf, FixedBitSet entries) throws IOException;
  }

  void forEachLeaf(Use use) throws IOException {
    for (int i = 0; i < entries.size(); i++) {
      use.of(searcher.getIndexReader().leaves().get(i), entries.get(i));
    }
  }
}
