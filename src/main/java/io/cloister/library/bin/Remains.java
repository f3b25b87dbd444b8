package io.cloister.library.bin;

import io.cloister.library.DocumentId;

/** Where a room may keep something of a document: looked at when a purge is to be proved. */
public interface Remains {

  /** Stable and kebab-case, as {@code index}. */
  String place();

  /** How many things of the document are there now; 0 after its purge. */
  long of(DocumentId document);
}
