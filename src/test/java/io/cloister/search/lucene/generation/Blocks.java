package io.cloister.search.lucene.generation;

import io.cloister.library.DocumentId;
import io.cloister.search.lucene.block.Indexed;
import java.util.Optional;

/** What the generation that is searched has of documents. */
record Blocks(LuceneGenerations generations) {

  Optional<Indexed> of(DocumentId document) {
    return generations.active().index().read(searcher -> Indexed.of(document, searcher));
  }
}
