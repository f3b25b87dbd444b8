package io.cloister.answering;

import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.search.corpus.Corpus;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Shows counted answers as they would be now. Their figures, and the names of tags in them, are of
 * documents that they do not cite: kept, they would be told after the right to read them is gone.
 */
@Component
class Recounting {

  private final Corpus corpus;

  Recounting(Corpus corpus) {
    this.corpus = corpus;
  }

  /**
   * The same turn if what was counted is the same now; with the new figures if not; without its
   * words if it names a document and another would be named now, or cannot be counted any more.
   *
   * @param within the collections it was narrowed to; empty for all
   * @param scope what its reader may read now
   */
  Turn now(Turn turn, Set<CollectionId> within, AccessScope scope) {
    var kept = turn.words();
    if (turn.counted() == null || kept.sentences().isEmpty()) {
      return turn;
    }
    var counted =
        corpus
            .answer(turn.question(), within.isEmpty() ? scope : scope.narrowedTo(within))
            .map(Answering::told)
            .map(Answering.Draft::answer)
            .filter(Answer.Worded.class::isInstance)
            .map(answer -> ((Answer.Worded) answer).words());
    if (counted.isPresent() && counted.get().sentences().equals(kept.sentences())) {
      return turn;
    }
    boolean named = !kept.citations().isEmpty();
    return counted.isEmpty() || named || !counted.get().citations().isEmpty()
        ? turn.withCounted(new Answer.Words(List.of(), List.of()), kept.sentences().size())
        : turn.withCounted(counted.get(), 0);
  }
}
