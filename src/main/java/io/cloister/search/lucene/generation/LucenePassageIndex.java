package io.cloister.search.lucene.generation;

import io.cloister.governance.Label;
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
import io.cloister.search.lucene.block.Blocks;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.files.LuceneIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
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
  private final DocumentBlocks documents;
  private final LibraryBlocks library;
  private final Versions versions;
  private final Passages passages;
  private final ApplicationEventPublisher events;
  private volatile Consumer<DocumentId> onFailure = _ -> {};
  private volatile boolean ready;

  LucenePassageIndex(LuceneIndex index, Vectors vectors, Means means) {
    this.index = index;
    this.vectors = vectors;
    documents = new DocumentBlocks(index, vectors, means);
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
        .ifPresent(
            version -> documents.unlessArrived(version, meanwhile, () -> index(version, null)));
  }

  /** Begins now; the caller closes it. */
  Arrivals.Watch arrivals() {
    return documents.arrivals();
  }

  /** Takes out those that the library does not have, or in its bin; to be shown by the caller. */
  void removeGone(Collection<DocumentId> gone) {
    documents.removeGone(gone);
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
    var label = library.label(version.get());
    var made = vectors.of(title, label, texts, EmbeddingCourse.TO_THE_END);
    if (!documents.put(version.get(), title, texts, made)) {
      return false;
    }
    return !isAllowedNow(version.get(), label, texts, made) || addVectors(document, leavesComing);
  }

  /**
   * Has what a policy kept from the model wait for its vectors, if it lets the model read it now.
   *
   * @throws EmbedderUnavailable if that cannot be told
   */
  void awaitAllowed() {
    var allowed = vectors.allowed();
    if (!allowed.isEmpty()) {
      List<DocumentId> kept = index.read(searcher -> Indexed.withoutVectors(allowed, searcher));
      refresh(kept);
    }
  }

  /**
   * @param course of the embedding; null to leave that to another call, if there is any
   */
  private Put index(Version version, @Nullable EmbeddingCourse course) {
    var texts = passages.of(version.id());
    var title = library.title(version);
    var label = library.label(version);
    var made = vectorsOf(version, title, label, texts, course);
    if (!documents.put(version, title, texts, made)) {
      return Put.LEFT_OUT;
    }
    if (made == null) {
      return Put.BARE;
    }
    boolean isRenamed = course != null && !library.title(version).equals(title);
    if (isRenamed || isAllowedNow(version, label, texts, made)) {
      return index(version, course); // meanwhile: nobody would come back to it
    }
    return Put.WHOLE;
  }

  /** Whether it got no vectors by a label that it had, or a policy that there was, before. */
  private boolean isAllowedNow(
      Version version, Label label, List<Passage> texts, List<float @Nullable []> made) {
    if (!made.stream().allMatch(Objects::isNull)) {
      return false;
    }
    var now = library.label(version);
    return now != label || isAllowed(now, texts);
  }

  private boolean isAllowed(Label label, List<Passage> texts) {
    try {
      return vectors.allowed().contains(label) && vectors.areWanted(label, texts);
    } catch (EmbedderUnavailable _) {
      return false; // once it can be told, all that has none is looked through
    }
  }

  private @Nullable List<float @Nullable []> vectorsOf(
      Version version,
      String title,
      Label label,
      List<Passage> texts,
      @Nullable EmbeddingCourse course) {
    try {
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

  @Override
  public void remove(DocumentId document) {
    documents.remove(document);
    index.show();
  }

  /** What fails for one document keeps no other from being taken over; the first is thrown then. */
  @Override
  public void refresh(Collection<DocumentId> changed) {
    var all = List.copyOf(changed);
    var failures = new ArrayList<RuntimeException>();
    for (int from = 0; from < all.size(); from += IN_ONE_STEP) {
      documents.refresh(all.subList(from, Math.min(all.size(), from + IN_ONE_STEP)), failures);
      index.show();
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  public void declareReady() {
    ready = true;
  }
}
