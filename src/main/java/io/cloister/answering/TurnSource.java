package io.cloister.answering;

import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.text.Passage;
import io.cloister.library.text.PassageId;
import io.cloister.search.Hit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passage that was before the eyes of whoever answered, or the stretch of one that is cited.
 *
 * @param isCited whether the answer cites it by {@code n}; else it was only read
 */
record TurnSource(
    UUID turn,
    boolean isCited,
    int n,
    DocumentId document,
    PassageId passage,
    int version,
    @Nullable Integer page,
    int start,
    int end,
    String quote,
    double score) {

  Citation citation(Document known) {
    return new Citation(n, known, version, passage, page, start, end, quote);
  }

  Hit hit(Document known, Passage text) {
    return new Hit(score, known, List.of(), text, List.of(), false, false);
  }
}
