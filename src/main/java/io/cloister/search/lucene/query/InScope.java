package io.cloister.search.lucene.query;

import io.cloister.library.AccessScope;
import io.cloister.search.lucene.files.Searchers;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Restricts to the passages or the entries of a scope. {@link Searchers} remember for each segment
 * what that covers, so the collections are gone through only where it is not known yet. For
 * filters: it gives no scores of its own.
 */
public final class InScope extends Query {

  private final Query kind;
  private final AccessScope scope;
  private final int hash;

  /**
   * @param kind {@link Restrictions#PASSAGES} or {@link Restrictions#ENTRIES}
   */
  InScope(Query kind, AccessScope scope) {
    this.kind = kind;
    this.scope = scope;
    hash = 31 * kind.hashCode() + scope.hashCode();
  }

  private Query gathered() {
    return new BooleanQuery.Builder()
        .add(kind, Occur.FILTER)
        .add(Restrictions.anyOf(Fields.COLLECTION, scope.collections()), Occur.FILTER)
        .build();
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
    return new ConstantScoreWeight(this, boost) {

      private @Nullable Weight gathering;

      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        if (gathering == null) {
          gathering =
              searcher
                  .rewrite(gathered())
                  .createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, boost);
        }
        return gathering.scorerSupplier(leaf);
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return true;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "%s in %d collections".formatted(kind, scope.collections().size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InScope another
        && hash == another.hash
        && kind.equals(another.kind)
        && scope.equals(another.scope);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
