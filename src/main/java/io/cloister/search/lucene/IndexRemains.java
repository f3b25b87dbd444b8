package io.cloister.search.lucene;

import io.cloister.library.DocumentId;
import io.cloister.library.bin.Remains;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in the index, words and vectors: they lie together. */
@Component
final class IndexRemains implements Remains {

  private final LuceneIndex index;

  IndexRemains(LuceneIndex index) {
    this.index = index;
  }

  @Override
  public String place() {
    return "index";
  }

  /** Also what was removed but is in the files until they are merged. */
  @Override
  public long of(DocumentId document) {
    return index.read(searcher -> searcher.getIndexReader().docFreq(Indexed.term(document)));
  }
}
