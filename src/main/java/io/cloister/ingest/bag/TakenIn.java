package io.cloister.ingest.bag;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.bag.DocumentEntry.TagEntry;
import io.cloister.ingest.bag.DocumentEntry.VersionEntry;
import io.cloister.jobs.JobRun;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.bag.BagPart;
import io.cloister.library.document.WholeDocuments;
import io.cloister.library.tag.Tags;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts what a bag says into the library, whose originals are there already. */
@Component
class TakenIn {

  private final BaggedCollections collections;
  private final WholeDocuments documents;
  private final BaggedTexts texts;
  private final Tags tags;
  private final List<BagPart> parts;
  private final Ingestion ingestion;
  private final BagsTaken taken;
  private final AuditTrail audit;
  private final Clock clock;

  TakenIn(
      BaggedCollections collections,
      WholeDocuments documents,
      BaggedTexts texts,
      Tags tags,
      List<BagPart> parts,
      Ingestion ingestion,
      BagsTaken taken,
      AuditTrail audit,
      Clock clock) {
    this.collections = collections;
    this.documents = documents;
    this.texts = texts;
    this.tags = tags;
    this.parts = parts;
    this.ingestion = ingestion;
    this.taken = taken;
    this.audit = audit;
    this.clock = clock;
  }

  /** All of it or, if it throws, nothing. */
  @Transactional(rollbackFor = Exception.class)
  public void put(UUID bag, BagContent content, JobRun job, Actor actor) throws IOException {
    var library = content.library();
    for (var name : library.parts()) {
      for (var part : parts) {
        if (part.name().equals(name)) {
          try (var in = content.part(name)) {
            part.read(in);
          }
        }
      }
    }
    var placed = collections.put(library.collections(), actor);
    int all = 0;
    var left = new ArrayList<Version>();
    var paths = content.documents();
    for (var path : paths) {
      var document = content.document(path);
      var place = Objects.requireNonNull(placed.places().get(document.collection()));
      left.addAll(put(content, document, place, actor));
      all += document.versions().size();
    }
    ingestion.goOn(left, job);
    taken.add(
        bag,
        new BagTaken(
            clock.instant(),
            actor.name(),
            placed.places().size(),
            paths.size(),
            all,
            placed.nobodys()));
    audit.record(
        actor,
        AuditEvent.of("library.imported", "bag", bag)
            .with("documents", paths.size())
            .with("versions", all));
  }

  /** Those of its versions for which something is left to do. */
  private List<Version> put(
      BagContent content, DocumentEntry document, CollectionId place, Actor actor)
      throws IOException {
    var id = new DocumentId(document.id());
    var its =
        document.versions().stream().map(it -> it.version(id, standing(document, it))).toList();
    documents.put(document.whole(place, its), actor.user());
    for (var version : document.versions()) {
      putText(content, document, version);
    }
    tags.put(id, document.tags().stream().map(TagEntry::assigned).toList());
    return its.stream().filter(version -> !version.status().isSettled()).toList();
  }

  private void putText(BagContent content, DocumentEntry document, VersionEntry version)
      throws IOException {
    var text = content.text(document, version);
    if (text != null) {
      texts.put(version, text, content.passages(document, version));
    }
  }

  /** What has its text is not read again; only what readers find is indexed. */
  private static Status standing(DocumentEntry document, VersionEntry version) {
    var was = Status.of(version.status());
    if (was == Status.FAILED || was == Status.QUARANTINED) {
      return was;
    }
    if (version.text() == null) {
      return Status.RECEIVED;
    }
    boolean isFound = version.number() == document.currentVersion() && document.binnedAt() == null;
    return isFound ? Status.INDEXING : Status.READY;
  }
}
