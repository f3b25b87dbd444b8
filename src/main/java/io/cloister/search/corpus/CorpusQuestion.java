package io.cloister.search.corpus;

import io.cloister.search.SavedQuery;
import java.util.Locale;

/**
 * A question about the library's documents as such.
 *
 * @param by for {@link Kind#PER}, the facet to be counted by: {@code year}, {@code type}…; else
 *     empty
 * @param language in which it was asked
 * @param query the search that finds the documents it is about
 */
public record CorpusQuestion(Kind kind, String by, Locale language, SavedQuery query) {

  /** What is wanted of the documents. */
  public enum Kind {
    COUNT,
    LIST,
    OLDEST,
    NEWEST,
    PER
  }
}
