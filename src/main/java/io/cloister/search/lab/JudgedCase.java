package io.cloister.search.lab;

import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A query with documents of which somebody said whether they answer it.
 *
 * @param number of the query, from 1; it keeps it as long as it has a judgement
 */
public record JudgedCase(int number, String query, List<Judgement> judgements) {

  public JudgedCase {
    judgements = List.copyOf(judgements);
  }

  /** What one document is to the query. */
  public record Judgement(Document document, boolean relevant, String by, Instant at) {}

  /** The documents that answer it; empty if only others were judged. */
  public Set<DocumentId> right() {
    return judgements.stream()
        .filter(Judgement::relevant)
        .map(one -> one.document().id())
        .collect(Collectors.toSet());
  }
}
