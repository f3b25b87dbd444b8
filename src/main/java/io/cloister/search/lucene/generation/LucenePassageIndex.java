package io.cloister.search.lucene.generation;

import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.document.Versions;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.DocumentIndexed;
import io.cloister.search.EmbeddingCourse;
import io.cloister.search.PassageIndex;
import io.cloister.search.lucene.block.Block;
import io.cloister.search.lucene.block.Blocks;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.files.LuceneIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Keeps the index of one generation as the library is. */
public final class LucenePassageIndex implements PassageIndex {

  private static final Logger log = LoggerFactory.getLogger(LucenePassageIndex.class);

  /** What every generation is made from. */
  @Component
  record Means(
      Blocks blocks,
      LibraryBlocks library,
      Versions versions,
      Passages passages,
      ApplicationEventPublisher events) {}

  private static final int IN_ONE_STEP = 100; // so that nobody waits long for one of them

  private final LuceneIndex index;
  private final Vectors vectors;
  private final Blocks blocks;
  private final LibraryBlocks library;
  private final Versions versions;
  private final Passages passages;
  private final ApplicationEventPublisher events;
  private final DocumentLocks locks = new DocumentLocks();
  private final Arrivals arrivals = new Arrivals();
  private volatile Consumer<DocumentId> onFailure = _ -> {};
  private volatile boolean ready;

  LucenePassageIndex(LuceneIndex index, Vectors vectors, Means means) {
    this.index = index;
    this.vectors = vectors;
    blocks = means.blocks();
    library = means.library();
    versions = means.versions();
    passages = means.passages();
    events = means.events();
  }

  /** What became of a version that was to be put in. */
  private enum Put {
    LEFT_OUT,
    BARE,
    WHOLE
  }

  @Override
  public boolean index(Collection<VersionId> wanted, EmbeddingCourse course) {
    var indexed = new ArrayList<DocumentIndexed>();
    boolean stopped = false;
    try {
      for (var version : found(wanted)) {
        if (index(version, course) != Put.LEFT_OUT) {
          indexed.add(new DocumentIndexed(version.document(), version.id()));
        }
      }
    } catch (CancellationException _) {
      stopped = true;
    }
    index.show();
    indexed.forEach(events::publishEvent);
    return !stopped;
  }

  @Override
  public List<VersionId> indexWords(Collection<VersionId> wanted) {
    var indexed = new ArrayList<DocumentIndexed>();
    var bare = new ArrayList<VersionId>();
    for (var version : found(wanted)) {
      switch (index(version, null)) {
        case BARE -> bare.add(version.id());
        case WHOLE -> indexed.add(new DocumentIndexed(version.document(), version.id()));
        case LEFT_OUT -> {}
      }
    }
    index.show();
    indexed.forEach(events::publishEvent);
    return bare;
  }

  private List<Version> found(Collection<VersionId> wanted) {
    return wanted.stream().map(versions::find).flatMap(Optional::stream).toList();
  }

  /** Has {@code later} told of each document that the model made no vectors of. */
  void whenModelFails(Consumer<DocumentId> later) {
    onFailure = later;
  }

  /** Puts in words only, to be shown by the caller; vectors come later. */
  void indexWords(VersionId wanted) {
    versions.find(wanted).ifPresent(version -> index(version, null));
  }

  /** The same, unless the version came with its vectors meanwhile. */
  void indexWords(VersionId wanted, Arrivals.Watch meanwhile) {
    versions
        .find(wanted)
        .ifPresent(version ->
            locks.with(
                List.of(version.document()),
                () -> {
                  if (!meanwhile.has(wanted)) {
                    index(version, null);
                  }
                }));
  }

  /** Begins now; the caller closes it. */
  Arrivals.Watch arrivals() {
    return arrivals.watch();
  }

  /** Takes out those that the library does not have, or in its bin; to be shown by the caller. */
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
   * Makes the vectors of a document that has none yet, or those of an earlier title; to be shown by
   * the caller.
   *
   * @param leavesComing whether the first ones of a version on its way are left to its job
   * @return false if they are left to that, or to the job of a newer version
   */
  boolean addVectors(DocumentId document, boolean leavesComing) {
    var indexed = index.read(searcher -> Indexed.of(document, searcher));
    var version = indexed.map(Indexed::version).flatMap(versions::find);
    if (version.isEmpty()) {
      remove(document);
      return true;
    }
    boolean isComing = indexed.get().isBare() && !version.get().status().isSettled();
    if ((leavesComing && isComing) || library.isOvertaken(version.get())) {
      return false;
    }
    var texts = passages.of(version.get().id());
    var title = library.title(version.get());
    var made = vectors.of(title, library.label(version.get()), texts, EmbeddingCourse.TO_THE_END);
    return putUnlessOvertaken(version.get(), title, texts, made);
  }

  /**
   * @param course of the embedding; null to leave that to another call, if there is any
   */
  private Put index(Version version, @Nullable EmbeddingCourse course) {
    var texts = passages.of(version.id());
    var title = library.title(version);
    var made = vectorsOf(version, title, texts, course);
    if (!putUnlessOvertaken(version, title, texts, made)) {
      return Put.LEFT_OUT;
    }
    if (course != null && made != null && !library.title(version).equals(title)) {
      return index(version, course); // renamed meanwhile: nobody would come back to it
    }
    return made == null ? Put.BARE : Put.WHOLE;
  }

  /**
   * @param title that the vectors were made with
   */
  private boolean putUnlessOvertaken(
      Version version, String title, List<Passage> texts, @Nullable List<float @Nullable []> made) {
    var put = new boolean[1];
    locks.with(
        List.of(version.document()),
        () ->
            put[0] =
                !library.isOvertaken(version)
                    && put(version, texts, made, found -> !found.title().equals(title)));
    return put[0];
  }

  private @Nullable List<float @Nullable []> vectorsOf(
      Version version, String title, List<Passage> texts, @Nullable EmbeddingCourse course) {
    try {
      var label = library.label(version);
      if (course == null) {
        return vectors.areWanted(label, texts) ? null : Vectors.none(texts);
      }
      return vectors.of(title, label, texts, course);
    } catch (EmbedderUnavailable e) {
      log.debug("Indexing {} by words only: {}", version.document(), e.getMessage());
      onFailure.accept(version.document());
      return null;
    }
  }

  /**
   * Only under the document's lock, so that what the database says now is what gets in.
   *
   * @param isStale whether the vectors are not those of the document as it is now
   */
  private boolean put(
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

  @Override
  public void remove(DocumentId document) {
    locks.with(List.of(document), () -> index.remove(Indexed.term(document)));
    index.show();
  }

  /** What fails for one document keeps no other from being taken over; the first is thrown then. */
  @Override
  public void refresh(Collection<DocumentId> changed) {
    var all = List.copyOf(changed);
    var failures = new ArrayList<RuntimeException>();
    for (int from = 0; from < all.size(); from += IN_ONE_STEP) {
      refresh(all.subList(from, Math.min(all.size(), from + IN_ONE_STEP)), failures);
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private void refresh(List<DocumentId> some, List<RuntimeException> failures) {
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
    index.show();
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
    var kept =
        indexed.isBare()
            ? null
            : texts.stream()
                .<float @Nullable []>map(passage -> indexed.vectors().get(passage.ordinal()))
                .toList();
    put(
        version.get(),
        texts,
        kept,
        now -> indexed.isStale() || !Block.titleOrder(now).equals(indexed.titleOrder()));
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  public void declareReady() {
    ready = true;
  }
}
