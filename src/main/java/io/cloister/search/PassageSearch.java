package io.cloister.search;

import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.text.PassageId;
import java.util.List;
import java.util.Map;

/** Finds passages. Nothing is ever found that the scope does not cover: it is inside the query. */
public interface PassageSearch {

  SearchResult find(SearchQuery query, AccessScope scope);

  /** What the hits of {@link #find} were ranked by. */
  Map<PassageId, Explanation> explain(SearchQuery query, AccessScope scope);

  /**
   * Whether the document has all that the query says: every word somewhere in it, its title or its
   * file name, and what the filters want. Meaning does not count, nor how the query is sorted.
   */
  boolean matches(SearchQuery query, DocumentId document, AccessScope scope);

  /** Documents like this one, best first, without itself; none if the scope does not cover it. */
  List<Hit> similar(DocumentId document, AccessScope scope, int size);

  /** Words and titles that begin like {@code prefix}, from what the scope covers. */
  List<String> suggest(String prefix, AccessScope scope, int most);

  /**
   * In how many documents of the whole library each word occurs, by the index's own analysis, and
   * how many documents there are: what term weights are made of. Tells nothing but numbers.
   */
  TermStatistics statistics();
}
