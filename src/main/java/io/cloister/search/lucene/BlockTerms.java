package io.cloister.search.lucene;

import io.cloister.search.lucene.rank.Names;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;

/** The terms of one document's block, each looked up once. */
final class BlockTerms {

  private final LeafReader leaf;
  private final int first;
  private final int last;
  private final Map<Need.Term, Boolean> looked = new HashMap<>();

  /**
   * @param entry the number of the document's entry
   */
  BlockTerms(IndexSearcher searcher, int entry) throws IOException {
    var leaves = searcher.getIndexReader().leaves();
    var its = leaves.get(ReaderUtil.subIndex(entry, leaves));
    leaf = its.reader();
    first = new Names(searcher).firstOf(entry) - its.docBase;
    last = entry - its.docBase;
  }

  boolean meet(Need need) throws IOException {
    return switch (need) {
      case Need.Term term -> has(term);
      case Need.Not not -> !has(not.term());
      case Need.Dated dated -> isOf(dated);
      case Need.All all -> {
        for (var each : all.parts()) {
          if (!meet(each)) {
            yield false;
          }
        }
        yield true;
      }
      case Need.OneOf some -> {
        for (var each : some.parts()) {
          if (meet(each)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  private boolean isOf(Need.Dated dated) throws IOException {
    var dates = DocValues.getNumeric(leaf, Fields.DATE);
    return dates.advanceExact(last)
        && dates.longValue() >= dated.first()
        && dates.longValue() <= dated.last();
  }

  private boolean has(Need.Term term) throws IOException {
    var known = looked.get(term);
    if (known == null) {
      known = lookUp(term);
      looked.put(term, known);
    }
    return known;
  }

  private boolean lookUp(Need.Term term) throws IOException {
    for (var field : term.fields()) {
      var terms = leaf.terms(field);
      var each = terms == null ? null : terms.iterator();
      if (each != null && each.seekExact(new BytesRef(term.term()))) {
        int at = each.postings(null, PostingsEnum.NONE).advance(first);
        if (at != DocIdSetIterator.NO_MORE_DOCS && at <= last) {
          return true;
        }
      }
    }
    return false;
  }
}
