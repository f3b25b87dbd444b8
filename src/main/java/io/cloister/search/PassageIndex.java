package io.cloister.search;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;

/**
 * The index that is searched. What is put in can be found as soon as the call returns; what a crash
 * takes is put in again at the next start.
 */
public interface PassageIndex {

  /** Puts in the passages of the version, as the library has them, in place of the document's. */
  void index(VersionId version);

  /** Makes the document not be found any more. */
  void remove(DocumentId document);

  /** Takes over changed tags, title, label or collection without embedding again. */
  void refresh(DocumentId document);

  /** Whether words can be searched; false while a lost index is being made again. */
  boolean isReady();
}
