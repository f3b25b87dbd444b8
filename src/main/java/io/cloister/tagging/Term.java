package io.cloister.tagging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One term of a vocabulary.
 *
 * @param vocabularyName the name of its vocabulary
 * @param broader the name of the term it stands below; null if there is none
 * @param synonyms other names that mean it
 * @param documents how many documents have it, of those the reader may see
 */
public record Term(
    TermId id,
    VocabularyId vocabulary,
    String vocabularyName,
    String name,
    @Nullable String broader,
    List<String> synonyms,
    @Nullable String definition,
    long documents) {

  public Term {
    synonyms = List.copyOf(synonyms);
  }
}
