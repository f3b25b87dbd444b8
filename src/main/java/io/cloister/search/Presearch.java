package io.cloister.search;

import io.cloister.library.DocumentId;
import java.util.Collection;
import java.util.Set;

/**
 * Tells of many queries which ones a document may match, by the words that they need: so that of a
 * thousand saved searches only a few have to be tried on a new document.
 */
public interface Presearch {

  /**
   * Those of the queries that the document may match; none that {@link PassageSearch#matches} is
   * true of is left out. None if the document is not in the index.
   */
  Set<SearchQuery> possible(Collection<SearchQuery> queries, DocumentId document);
}
