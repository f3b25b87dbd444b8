package io.cloister.search.lucene.generation;

import io.cloister.governance.Label;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.PartNames;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import io.cloister.library.text.TextParts;
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
      Versions versions,
      Documents documents,
      Passages passages,
      TextParts parts,
      Tags tags,
      ApplicationEventPublisher events) {}

  private static final int IN_ONE_STEP = 100; // so that nobody waits long for one of them

  private final LuceneIndex index;
  private final Vectors vectors;
  private final Blocks blocks;
  private final Versions versions;
  private final Documents documents;
  private final Passages passages;
  private final TextParts parts;
  private final Tags tags;
  private final ApplicationEventPublisher events;
  private final DocumentLocks locks = new DocumentLocks();
  private volatile boolean ready;

  LucenePassageIndex(LuceneIndex index, Vectors vectors, Means means) {
    this.index = index;
    this.vectors = vectors;
    blocks = means.blocks();
    versions = means.versions();
    documents = means.documents();
    passages = means.passages();
    parts = means.parts();
    tags = means.tags();
    events = means.events();
  }

  @Override
  public boolean index(Collection<VersionId> wanted, EmbeddingCourse course) {
    var indexed = new ArrayList<DocumentIndexed>();
    boolean stopped = false;
    try {
      for (var id : wanted) {
        var version = versions.find(id).orElse(null);
        if (version != null && index(version, course)) {
          indexed.add(new DocumentIndexed(version.document(), id));
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
  public void indexWords(Collection<VersionId> wanted) {
    wanted.forEach(this::indexWords);
    index.show();
  }

  /** Puts in words only, to be shown by the caller; vectors come later. */
  void indexWords(VersionId wanted) {
    versions.find(wanted).ifPresent(version -> index(version, null));
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
    if ((leavesComing && isComing) || isOvertaken(version.get())) {
      return false;
    }
    var texts = passages.of(version.get().id());
    var title = title(version.get());
    var made = vectors.of(title, label(version.get()), texts, EmbeddingCourse.TO_THE_END);
    return putUnlessOvertaken(version.get(), title, texts, made);
  }

  /**
   * @param course of the embedding; null for words only
   */
  private boolean index(Version version, @Nullable EmbeddingCourse course) {
    var texts = passages.of(version.id());
    var title = title(version);
    var made = course == null ? null : vectorsOf(version, title, texts, course);
    boolean isPut = putUnlessOvertaken(version, title, texts, made);
    // renamed while it was embedded: nobody would come back to it
    return (isPut && made != null && !title(version).equals(title))
        ? index(version, course)
        : isPut;
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
                !isOvertaken(version)
                    && put(version, texts, made, found -> !found.title().equals(title)));
    return put[0];
  }

  /** Whether a newer version is in the index already, or is about to be put in. */
  private boolean isOvertaken(Version version) {
    return versions
        .documentOf(version.id())
        .map(Document::current)
        .filter(current -> current.number() > version.number())
        .filter(current -> current.status() == Status.INDEXING || current.status() == Status.READY)
        .isPresent();
  }

  private @Nullable List<float @Nullable []> vectorsOf(
      Version version, String title, List<Passage> texts, EmbeddingCourse course) {
    try {
      return vectors.of(title, label(version), texts, course);
    } catch (EmbedderUnavailable e) {
      log.debug("Indexing {} by words only: {}", version.document(), e.getMessage());
      return null;
    }
  }

  /** The strictest where the document is gone: nothing of it is to go anywhere. */
  private Label label(Version version) {
    return versions.documentOf(version.id()).map(Document::label).orElse(Label.SECRET);
  }

  private String title(Version version) {
    return versions.documentOf(version.id()).map(Document::title).orElse("");
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
    var document = outsideTheBin(version.id());
    if (document.isEmpty()) {
      index.remove(Indexed.term(version.document()));
      return false;
    }
    var its = tags.of(version.document());
    var block =
        new Block(
            document.get(),
            version,
            its,
            texts,
            names(version.id()),
            made,
            isStale.test(document.get()));
    index.replace(Indexed.term(version.document()), blocks.of(block));
    return true;
  }

  private PartNames names(VersionId version) {
    var its = parts.of(version);
    return its.isEmpty()
        ? PartNames.NONE
        : versions.text(version).map(text -> PartNames.in(text, its)).orElse(PartNames.NONE);
  }

  private Optional<Document> outsideTheBin(VersionId version) {
    return versions
        .documentOf(version)
        .flatMap(found -> documents.find(found.id(), AccessScope.of(found.collection())));
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
