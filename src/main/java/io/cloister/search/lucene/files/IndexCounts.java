package io.cloister.search.lucene.files;

import io.cloister.search.lucene.block.Blocks;
import io.cloister.search.lucene.query.Restrictions;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;

/**
 * How much is in an index.
 *
 * @param waiting documents that have no vectors yet, or those of an earlier title
 */
public record IndexCounts(int documents, int passages, int waiting) {

  public static final IndexCounts NONE = new IndexCounts(0, 0, 0);

  public static IndexCounts of(IndexSearcher searcher) throws IOException {
    return new IndexCounts(
        searcher.count(Restrictions.ENTRIES),
        searcher.count(Restrictions.PASSAGES),
        searcher.count(new TermQuery(new Term(Fields.BARE, Blocks.YES)))
            + searcher.count(new TermQuery(new Term(Fields.STALE, Blocks.YES))));
  }
}
