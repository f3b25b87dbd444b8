package io.cloister.search.lucene;

import java.io.IOException;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;

/**
 * How much is in an index.
 *
 * @param waiting documents that have no vectors yet, or those of an earlier title
 */
record IndexCounts(int documents, int passages, int waiting) {

  static final IndexCounts NONE = new IndexCounts(0, 0, 0);

  static IndexCounts of(IndexSearcher searcher) throws IOException {
    return new IndexCounts(
        searcher.count(Restrictions.ENTRIES),
        searcher.count(Restrictions.PASSAGES),
        searcher.count(new TermQuery(new Term(Fields.BARE, Blocks.YES)))
            + searcher.count(new TermQuery(new Term(Fields.STALE, Blocks.YES))));
  }
}
