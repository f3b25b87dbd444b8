package io.cloister.answering;

import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.text.PassageId;
import io.cloister.models.StubEmbedder;
import io.cloister.search.Explanation;
import io.cloister.search.Hit;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchResult;
import io.cloister.search.TermStatistics;
import java.util.List;
import java.util.Map;

/** A machine on which the embedding model does not run, and a library without a document. */
final class WordsOnly {

  /** Checks by words alone, each of which weighs the same. */
  static final Grounding GROUNDING = new Grounding(StubEmbedder.unavailable(), new EmptyLibrary());

  private WordsOnly() {}

  private static final class EmptyLibrary implements PassageSearch {

    @Override
    public SearchResult find(SearchQuery query, AccessScope scope) {
      return new SearchResult(
          List.of(), 0, false, Map.of(), null, "plain", SearchResult.Order.FUSED);
    }

    @Override
    public Map<PassageId, Explanation> explain(SearchQuery query, AccessScope scope) {
      return Map.of();
    }

    @Override
    public boolean matches(SearchQuery query, DocumentId document, AccessScope scope) {
      return false;
    }

    @Override
    public List<Hit> similar(DocumentId document, AccessScope scope, int size) {
      return List.of();
    }

    @Override
    public List<String> suggest(String prefix, AccessScope scope, int most) {
      return List.of();
    }

    @Override
    public TermStatistics statistics() {
      return new TermStatistics() {
        @Override
        public long passages() {
          return 0;
        }

        @Override
        public long passagesWith(String word, String language) {
          return 0;
        }
      };
    }
  }
}
