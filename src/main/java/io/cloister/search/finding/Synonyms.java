package io.cloister.search.finding;

import io.cloister.library.AccessScope;
import java.util.List;

/** Knows other names of things, such as vocabularies have. Safe for concurrent use. */
public interface Synonyms {

  /**
   * Other names of what the words say. A name that tells what a document says is among them only if
   * the scope covers such a document.
   *
   * @param words one after the other, as they were typed
   */
  List<OtherNames> of(List<String> words, AccessScope scope);

  /**
   * Names of one thing.
   *
   * @param said the one that stands in the query
   * @param others the ones that do not, best first
   */
  record OtherNames(String said, List<String> others) {

    public OtherNames {
      others = List.copyOf(others);
    }
  }
}
