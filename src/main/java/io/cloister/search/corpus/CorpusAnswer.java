package io.cloister.search.corpus;

import io.cloister.search.Hit;
import io.cloister.search.SearchResult.FacetValue;
import java.util.List;

/**
 * What was counted.
 *
 * @param text the answer in the language of the question, in whole sentences, and over what it was
 *     counted
 * @param total how many documents there are, of what the asker may read
 * @param values for a question by year, type and so on, how many there are of each
 * @param documents the first of them, in the order that was asked for
 * @param counted how many documents the index holds that the asker may read
 * @param readable how many there are that the asker may read, those that are not indexed included
 * @param complete false while the index is being filled
 */
public record CorpusAnswer(
    CorpusQuestion question,
    String text,
    long total,
    List<FacetValue> values,
    List<Hit> documents,
    long counted,
    long readable,
    boolean complete) {

  public CorpusAnswer {
    values = List.copyOf(values);
    documents = List.copyOf(documents);
  }

  /** Where the documents are listed. */
  public String address() {
    return "/search?" + question.query().address();
  }
}
