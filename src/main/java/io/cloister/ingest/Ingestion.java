package io.cloister.ingest;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.VisibleText;
import io.cloister.ingest.read.Readers;
import io.cloister.jobs.JobId;
import io.cloister.jobs.JobRun;
import io.cloister.jobs.Jobs;
import io.cloister.library.Conflict;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.library.document.NewDocument;
import io.cloister.library.document.NewVersion;
import io.cloister.library.document.Versions;
import io.cloister.library.original.StoredBytes;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Receives files: whatever is answered here survives a power cut, and is read and indexed by a job.
 */
@Service
public class Ingestion {

  private final Collections collections;
  private final Documents documents;
  private final Versions versions;
  private final Intake intake;
  private final Passwords passwords;
  private final Gaps gaps;
  private final Readers readers;
  private final Jobs jobs;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;
  private final Locks locks = new Locks();

  Ingestion(
      Collections collections,
      Documents documents,
      Versions versions,
      Intake intake,
      Passwords passwords,
      Gaps gaps,
      Readers readers,
      Jobs jobs,
      AuditTrail audit,
      TransactionTemplate transaction) {
    this.collections = collections;
    this.documents = documents;
    this.versions = versions;
    this.intake = intake;
    this.passwords = passwords;
    this.gaps = gaps;
    this.readers = readers;
    this.jobs = jobs;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * Receives a file as a new document, unless the same bytes are in the same collection already.
   *
   * @throws FileTooLarge if it has too many bytes
   * @throws DiskFull if there is no room for it
   * @throws io.cloister.library.NotFound if the actor may not read the collection
   * @throws io.cloister.identity.NotAllowed if the actor may read but not write it
   */
  public Received receive(Upload upload, Actor actor) {
    var collection = collections.require(upload.collection(), actor, Right.WRITE);
    readers.warmUp();
    try (var kept = intake.keep(upload.bytes())) {
      var bytes = kept.bytes();
      return locks.with(
          bytes.address(), () -> committed(() -> add(upload, collection, bytes, actor)));
    }
  }

  private Received add(Upload upload, Collection collection, StoredBytes bytes, Actor actor) {
    var there = versions.bySha256(collection.id(), bytes.address());
    if (there.isPresent() && !upload.keepsDuplicates()) {
      return new Received(there.get().current(), true, null);
    }
    var name = Intake.name(upload.fileName());
    var title = upload.title() == null ? "" : VisibleText.of(upload.title());
    var version =
        versions.addDocument(
            new NewDocument(
                collection.id(),
                null,
                title.isEmpty() ? Intake.title(name) : title,
                upload.label() == null ? collection.label() : upload.label(),
                Map.of(),
                newVersion(name, bytes, actor)));
    audit.record(
        actor,
        AuditEvent.of("document.uploaded", "document", version.document())
            .with("bytes", bytes.length()));
    return new Received(version, false, submit(version, title.isEmpty(), upload.priority(), actor));
  }

  /** Receives a file as the new version of a document that the actor may write. */
  public Received receiveVersion(DocumentId id, String fileName, InputStream bytes, Actor actor) {
    writable(id, actor);
    readers.warmUp();
    try (var kept = intake.keep(bytes)) {
      return locks.with(id, () -> committed(() -> addVersion(id, fileName, kept.bytes(), actor)));
    }
  }

  private Received addVersion(DocumentId id, String fileName, StoredBytes bytes, Actor actor) {
    var current = writable(id, actor).current();
    if (current.sha256().equals(bytes.address())) {
      return new Received(current, true, null);
    }
    var version = versions.addVersion(id, newVersion(Intake.name(fileName), bytes, actor));
    audit.record(
        actor, AuditEvent.of("version.uploaded", "document", id).with("version", version.number()));
    return new Received(version, false, submit(version, false, Jobs.Priority.INTERACTIVE, actor));
  }

  /**
   * Reads the current version again.
   *
   * @param password what opens it; held in memory until it was tried, never stored
   * @throws Conflict if it is being read right now
   */
  public JobId retry(DocumentId id, @Nullable String password, Actor actor) {
    return locks.with(id, () -> committed(() -> readAgain(id, password, actor)));
  }

  private JobId readAgain(DocumentId id, @Nullable String password, Actor actor) {
    var version = writable(id, actor).current();
    if (!version.status().isSettled()) {
      throw new Conflict(
          "being-read", "The document is being read", "Wait until it is ready or has failed.");
    }
    if (password != null && !password.isEmpty()) {
      passwords.hold(version.id(), password);
    }
    versions.advance(version.id(), Status.RECEIVED);
    audit.record(actor, AuditEvent.of("document.retried", "document", id));
    return submit(version, false, Jobs.Priority.INTERACTIVE, actor);
  }

  /** Reads a version again, of which a model is to hear or see more, behind all other work. */
  void readAgain(VersionId id, JobRun job) {
    versions
        .documentOf(id)
        .map(Document::id)
        .ifPresent(document -> locks.with(document, () -> committed(() -> readAgainNow(id, job))));
  }

  private boolean readAgainNow(VersionId id, JobRun job) {
    gaps.passed(id);
    boolean isSettled = versions.find(id).filter(it -> it.status().isSettled()).isPresent();
    if (isSettled) {
      versions.advance(id, Status.RECEIVED);
      var payload = new Reading.Wanted(id, false, true).payload();
      jobs.follow(job, ReadJob.KIND, payload, Jobs.Priority.BULK);
    }
    return isSettled;
  }

  /**
   * Queues what is left to do for versions that came with all that was known of them, within the
   * caller's transaction: those that have their text are indexed, the others read.
   */
  public void goOn(List<Version> left, JobRun job) {
    for (var version : left) {
      var failure = version.failure();
      if (failure != null && failure.code().isOfReady()) {
        gaps.note(version.id(), Gap.of(failure));
      }
    }
    var texts = left.stream().filter(it -> it.status() == Status.INDEXING).toList();
    for (int i = 0; i < texts.size(); i += VersionList.MOST) {
      var some = texts.subList(i, Math.min(texts.size(), i + VersionList.MOST));
      jobs.follow(job, IndexJob.KIND, VersionList.payload(some), Jobs.Priority.BULK);
    }
    left.stream()
        .filter(it -> it.status() == Status.RECEIVED)
        .map(it -> new Reading.Wanted(it.id(), false, true).payload())
        .forEach(payload -> jobs.follow(job, ReadJob.KIND, payload, Jobs.Priority.BULK));
  }

  private NewVersion newVersion(String name, StoredBytes bytes, Actor actor) {
    return new NewVersion(bytes, name, intake.mediaType(name), actor);
  }

  private JobId submit(Version version, boolean untitled, Jobs.Priority priority, Actor actor) {
    var wanted = new Reading.Wanted(version.id(), untitled, priority == Jobs.Priority.BULK);
    return jobs.submit(ReadJob.KIND, wanted.payload(), priority, actor);
  }

  private Document writable(DocumentId id, Actor actor) {
    var document = documents.require(id, collections.scopeOf(actor));
    collections.require(document, actor, Right.WRITE);
    return document;
  }

  private <T> T committed(java.util.function.Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }
}
