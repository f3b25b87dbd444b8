package io.cloister.search.lab;

import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.search.SearchQuery;
import java.util.List;

/** Ranks a query with other settings than the usual ones, for the one who tries. */
public interface Trials {

  /** What everybody's searches are ranked by. */
  Knobs usual();

  /**
   * The best documents with what brought each where it is. The mode is that of the knobs; how the
   * query is sorted and grouped does not count.
   *
   * @param most how many documents, from 1 to 100
   */
  Trial of(SearchQuery query, Knobs knobs, int most, AccessScope scope);

  /** The ten best documents, best first. */
  List<DocumentId> best(SearchQuery query, Knobs knobs, AccessScope scope);
}
