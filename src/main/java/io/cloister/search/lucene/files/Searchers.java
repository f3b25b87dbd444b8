package io.cloister.search.lucene.files;

import io.cloister.search.lucene.query.InScope;
import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.UsageTrackingQueryCachingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Makes searchers that remember what a scope covers: one search asks for it several times, a person
 * again and again, and it takes longer to gather than all else. Lucene's own rule remembers nothing
 * in segments of fewer than ten thousand passages, which is all that a small library has.
 */
public final class Searchers extends SearcherFactory {

  private static final int MOST_REMEMBERED = 1_000;
  private static final long MOST_BYTES = 64L << 20;

  private final LRUQueryCache cache =
      new LRUQueryCache(MOST_REMEMBERED, MOST_BYTES, _ -> true, Float.POSITIVE_INFINITY);
  private final QueryCachingPolicy policy = new ScopesAtOnce();

  @Override
  public Moment newSearcher(IndexReader reader, @Nullable IndexReader previous) {
    var searcher = new Moment(reader);
    searcher.setQueryCache(cache);
    searcher.setQueryCachingPolicy(policy);
    return searcher;
  }

  /** What a scope covers at its first use, all else when it has proved to be of use. */
  private static final class ScopesAtOnce implements QueryCachingPolicy {

    private final QueryCachingPolicy others = new UsageTrackingQueryCachingPolicy();

    @Override
    public void onUse(Query query) {
      others.onUse(query);
    }

    @Override
    public boolean shouldCache(Query query) throws IOException {
      return query instanceof InScope || isOfVectors(query) || others.shouldCache(query);
    }

    /** As Lucene asks for what is remembered when it looks for the nearest vectors. */
    private static boolean isOfVectors(Query query) {
      return query instanceof BooleanQuery both
          && both.clauses().size() == 2
          && both.clauses().stream()
              .allMatch(
                  one -> one.query() instanceof InScope || one.query() instanceof FieldExistsQuery);
    }
  }
}
