package io.cloister.search.lucene.generation;

import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.lucene.block.Block;
import io.cloister.search.lucene.block.Blocks;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.files.LuceneIndex;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes what the index holds of documents, each while nobody else changes the same one, so that
 * what the library says at that moment is what gets in. To be shown by the caller.
 */
final class DocumentBlocks {

  private final LuceneIndex index;
  private final Vectors vectors;
  private final Blocks blocks;
  private final LibraryBlocks library;
  private final Versions versions;
  private final Passages passages;
  private final DocumentLocks locks = new DocumentLocks();
  private final Arrivals arrivals = new Arrivals();

  DocumentBlocks(LuceneIndex index, Vectors vectors, LucenePassageIndex.Means means) {
    this.index = index;
    this.vectors = vectors;
    blocks = means.blocks();
    library = means.library();
    versions = means.versions();
    passages = means.passages();
  }

  /** Watches from now on what comes with its vectors; the caller closes it. */
  Arrivals.Watch arrivals() {
    return arrivals.watch();
  }

  /** Runs {@code work} unless the version came meanwhile, which it does not while that runs. */
  void unlessArrived(Version version, Arrivals.Watch meanwhile, Runnable work) {
    locks.with(
        List.of(version.document()),
        () -> {
          if (!meanwhile.has(version.id())) {
            work.run();
          }
        });
  }

  /**
   * Puts a version in, in place of what is there of its document.
   *
   * @param title that the vectors were made with
   * @param made null if they are still to be made
   * @return false if a newer version is in, or the document is in the bin or gone
   */
  boolean put(
      Version version, String title, List<Passage> texts, @Nullable List<float @Nullable []> made) {
    var put = new boolean[1];
    locks.with(
        List.of(version.document()),
        () ->
            put[0] =
                !library.isOvertaken(version)
                    && putLocked(version, texts, made, now -> !now.title().equals(title)));
    return put[0];
  }

  /**
   * @param isStale whether the vectors are not those of the document as it is now
   */
  private boolean putLocked(
      Version version,
      List<Passage> texts,
      @Nullable List<float @Nullable []> made,
      Predicate<Document> isStale) {
    var block = library.block(version, texts, made, isStale);
    if (block.isEmpty()) {
      index.remove(Indexed.term(version.document()));
      return false;
    }
    index.replace(Indexed.term(version.document()), blocks.of(block.get()));
    if (made != null) {
      arrivals.note(version.id());
    }
    return true;
  }

  void remove(DocumentId document) {
    locks.with(List.of(document), () -> index.remove(Indexed.term(document)));
  }

  /** Takes out those that the library does not have, or in its bin. */
  void removeGone(Collection<DocumentId> documents) {
    for (var document : documents) {
      locks.with(
          List.of(document),
          () -> {
            if (versions.current(document).isEmpty()) { // not restored meanwhile
              index.remove(Indexed.term(document));
            }
          });
    }
  }

  /**
   * Takes over what the library says now of documents that are in the index, with the vectors that
   * they have. What was put in before is shown by this itself.
   *
   * @param failures what failed for one of them is added; it keeps no other from being taken over
   */
  void refresh(Collection<DocumentId> some, Collection<RuntimeException> failures) {
    locks.with(
        some,
        () -> {
          index.show();
          for (var document : some) {
            try {
              refreshLocked(document);
            } catch (RuntimeException e) {
              failures.add(e);
            }
          }
        });
  }

  private void refreshLocked(DocumentId id) {
    var indexed = index.read(searcher -> Indexed.of(id, searcher)).orElse(null);
    if (indexed == null) {
      return;
    }
    var version = versions.find(indexed.version());
    if (version.isEmpty()) {
      index.remove(Indexed.term(id));
      return;
    }
    var texts = passages.of(indexed.version());
    putLocked(
        version.get(),
        texts,
        kept(indexed, version.get(), texts),
        now -> indexed.isStale() || !Block.titleOrder(now).equals(indexed.titleOrder()));
  }

  /** None if they are to be made: they are missing, or the model may read it only now, it seems. */
  private @Nullable List<float @Nullable []> kept(
      Indexed indexed, Version version, List<Passage> texts) {
    if (indexed.isBare() || (indexed.vectors().isEmpty() && areWanted(version, texts))) {
      return null;
    }
    return texts.stream()
        .<float @Nullable []>map(passage -> indexed.vectors().get(passage.ordinal()))
        .toList();
  }

  private boolean areWanted(Version version, List<Passage> texts) {
    try {
      return vectors.areWanted(library.label(version), texts);
    } catch (EmbedderUnavailable _) {
      return true; // who is to make them asks once more, and makes none that are not wanted
    }
  }
}
