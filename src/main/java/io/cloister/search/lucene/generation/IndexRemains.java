package io.cloister.search.lucene.generation;

import io.cloister.library.DocumentId;
import io.cloister.library.bin.Remains;
import io.cloister.search.lucene.block.Indexed;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in the index, words and vectors: they lie together. */
@Component
public final class IndexRemains implements Remains {

  private final LuceneGenerations generations;

  IndexRemains(LuceneGenerations generations) {
    this.generations = generations;
  }

  @Override
  public String place() {
    return "index";
  }

  /** In any generation; also what was removed but is in the files until they are merged. */
  @Override
  public long of(DocumentId document) {
    long left = 0;
    for (var generation : generations.open()) {
      left +=
          generation
              .index()
              .read(searcher -> searcher.getIndexReader().docFreq(Indexed.term(document)));
    }
    return left;
  }
}
