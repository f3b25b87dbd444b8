package io.cloister.search;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import java.util.Collection;
import java.util.List;

/**
 * The index that is searched. What is put in can be found as soon as the call returns; what a crash
 * takes is put in again at the next start. Safe for concurrent use.
 */
public interface PassageIndex {

  /**
   * Puts in the passages of the versions, as the library has them, each in place of its document's;
   * tells {@link DocumentIndexed} of each. Many at once are faster than one after the other. What
   * was purged, binned or followed by a newer version meanwhile is left out.
   */
  default void index(Collection<VersionId> versions) {
    var _ = index(versions, EmbeddingCourse.TO_THE_END);
  }

  /**
   * The same, as far as {@code course} goes.
   *
   * @return false if it was stopped: the versions from then on are as they were
   */
  boolean index(Collection<VersionId> versions, EmbeddingCourse course);

  /** The same for one. */
  default void index(VersionId version) {
    index(List.of(version));
  }

  /**
   * Puts in the words of the versions, so that they are found before {@link #index} has embedded
   * them. Where nothing is to be embedded that is all, and it tells {@link DocumentIndexed}.
   *
   * @return those that are still to be embedded
   */
  List<VersionId> indexWords(Collection<VersionId> versions);

  /** Makes the document not be found any more. */
  void remove(DocumentId document);

  /**
   * Takes over changed tags, title, label or collection without embedding again. Vectors that were
   * made with another title are marked, and made anew later.
   */
  default void refresh(DocumentId document) {
    refresh(List.of(document));
  }

  /** The same for many at once. */
  void refresh(Collection<DocumentId> documents);

  /** Whether words can be searched; false while a lost index is being made again. */
  boolean isReady();
}
