package io.cloister.search.lucene.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.search.lucene.files.Searchers;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.util.UUID;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

class InScopeTests {

  private static final CollectionId ONE = new CollectionId(new UUID(0, 1));
  private static final CollectionId OTHER = new CollectionId(new UUID(0, 2));

  @Test
  void remembersEachScopeByItselfAndFollowsWhatMoves() throws IOException {
    try (var directory = new ByteBuffersDirectory();
        var writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()));
        var searchers = new SearcherManager(writer, new Searchers())) {
      writer.addDocument(passage("a", ONE));
      writer.addDocument(passage("b", ONE));
      writer.addDocument(passage("c", OTHER));
      searchers.maybeRefreshBlocking();
      var searcher = searchers.acquire();

      for (int round = 0; round < 3; round++) {
        assertThat(passages(searcher, ONE)).isEqualTo(2);
        assertThat(passages(searcher, OTHER)).isEqualTo(1);
        assertThat(passages(searcher, ONE, OTHER)).isEqualTo(3);
        assertThat(passages(searcher)).isZero();
      }
      assertThat(((LRUQueryCache) searcher.getQueryCache()).getHitCount()).isPositive();
      searchers.release(searcher);

      writer.updateDocument(new Term("name", "a"), passage("a", OTHER));
      searchers.maybeRefreshBlocking();
      var later = searchers.acquire();
      assertThat(passages(later, ONE)).isEqualTo(1);
      assertThat(passages(later, OTHER)).isEqualTo(2);
      searchers.release(later);
    }
  }

  private static int passages(IndexSearcher searcher, CollectionId... scope) throws IOException {
    return searcher.count(new InScope(Restrictions.PASSAGES, AccessScope.of(scope)));
  }

  private static Document passage(String name, CollectionId collection) {
    var passage = new Document();
    passage.add(new StringField("name", name, Field.Store.NO));
    passage.add(new StringField(Fields.KIND, Fields.PASSAGE, Field.Store.NO));
    passage.add(new StringField(Fields.COLLECTION, collection.toString(), Field.Store.NO));
    return passage;
  }
}
