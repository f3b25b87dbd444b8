package io.cloister.ingest.transfer;

import io.cloister.identity.Actor;
import io.cloister.ingest.FileTooLarge;
import io.cloister.ingest.FreeSpace;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.Received;
import io.cloister.ingest.Upload;
import io.cloister.ingest.transfer.Transfer.Outcome;
import io.cloister.jobs.Jobs;
import io.cloister.library.CollectionId;
import io.cloister.library.Conflict;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.library.original.Originals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/**
 * Files that arrive in parts. An offset that was answered is on the disk and stands in the
 * database: the sender goes on there, be it after a restart of either side. Only the last part
 * makes the document, by {@link Ingestion} and with all of its promises. Whoever began one is the
 * only one who finds it.
 */
@Service
public class Transfers {

  private static final int MOST_AT_ONCE = 1_000;

  private final TransferRows rows;
  private final Parts parts;
  private final Ingestion ingestion;
  private final Collections collections;
  private final Documents documents;
  private final Originals originals;
  private final FreeSpace space;
  private final DataSize largest;
  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(256).toArray(ReentrantLock[]::new);

  Transfers(
      TransferRows rows,
      Parts parts,
      Ingestion ingestion,
      Collections collections,
      Documents documents,
      Originals originals,
      FreeSpace space,
      @Value("${cloister.ingest.largest-file:1GB}") DataSize largest) {
    this.rows = rows;
    this.parts = parts;
    this.ingestion = ingestion;
    this.collections = collections;
    this.documents = documents;
    this.originals = originals;
    this.space = space;
    this.largest = largest;
  }

  /**
   * Announces a file.
   *
   * @throws FileTooLarge if it has too many bytes
   * @throws io.cloister.ingest.DiskFull if there is no room for it
   * @throws NotFound if the actor may not read the collection
   * @throws io.cloister.identity.NotAllowed if the actor may read but not write it
   */
  public Transfer begin(NewTransfer file, Actor actor) {
    var collection = collections.require(file.collection(), actor, Right.WRITE);
    if (file.bytes() > largest.toBytes()) {
      throw new FileTooLarge(largest);
    }
    if (rows.countUnfinished(actor.user()) >= MOST_AT_ONCE) {
      throw new Conflict(
          "too-many-uploads",
          "%d uploads are not finished yet".formatted(MOST_AT_ONCE),
          "Finish or cancel some of them.");
    }
    // twice: what has come lies beside the original for a moment
    space.require(2 * file.bytes());
    var id = TransferId.random();
    rows.add(id, file, collection.id(), actor.user());
    return require(id, actor);
  }

  /**
   * @throws NotFound if the actor has none of this id, or it was left alone for too long
   */
  public Transfer require(TransferId id, Actor actor) {
    return rows.find(id, actor.user()).orElseThrow(() -> new NotFound("Upload", id));
  }

  /** Those of the actor that wait for more of their bytes, oldest first. */
  public List<Transfer> unfinished(Actor actor) {
    return rows.unfinished(actor.user(), MOST_AT_ONCE);
  }

  /**
   * Takes the next part, and makes the document once all is there. What came of a part that broke
   * off is kept.
   *
   * @param offset where it begins
   * @param bytes read to the end, not closed
   * @throws OffsetDiffers if it does not begin where the last one ended
   */
  public Transfer append(TransferId id, long offset, InputStream bytes, Actor actor) {
    var lock = locks[Math.floorMod(id.hashCode(), locks.length)];
    if (!lock.tryLock()) {
      throw new Conflict(
          "being-received",
          "Another part of this upload is being received",
          "Ask for the upload again in a second and go on at its offset.");
    }
    try {
      return take(require(id, actor), offset, bytes, actor);
    } catch (IOException e) {
      throw new UncheckedIOException("receiving a part of an upload", e);
    } finally {
      lock.unlock();
    }
  }

  private Transfer take(Transfer transfer, long offset, InputStream bytes, Actor actor)
      throws IOException {
    if (transfer.isComplete()) {
      return transfer; // the answer to its last part was lost on the way
    }
    var id = transfer.id();
    long here = Math.min(transfer.received(), parts.length(id));
    if (here != transfer.received()) {
      rows.received(id, here);
    }
    if (offset != here) {
      throw new OffsetDiffers(id, offset, here);
    }
    space.require(0);
    var written = parts.append(id, offset, bytes, transfer.file().bytes());
    rows.received(id, written.end());
    if (written.end() == transfer.file().bytes()) {
      complete(transfer, actor);
    }
    return require(id, actor);
  }

  private void complete(Transfer transfer, Actor actor) throws IOException {
    var file = transfer.file();
    try (var bytes = parts.open(transfer.id())) {
      var upload =
          new Upload(
              file.fileName(),
              bytes,
              file.collection(),
              file.title(),
              file.label(),
              file.keepsDuplicates(),
              Jobs.Priority.INTERACTIVE);
      completed(transfer, ingestion.receive(upload, actor));
    }
    parts.drop(transfer.id());
  }

  private void completed(Transfer transfer, Received received) {
    var version = received.version();
    var sameName =
        received.isDuplicate()
            ? null
            : rows.sameName(
                    CollectionId.of(transfer.file().collection()),
                    version.fileName(),
                    version.document())
                .orElse(null);
    rows.completed(
        transfer.id(),
        new Outcome(version.document(), version.number(), received.isDuplicate(), sameName));
  }

  /**
   * Makes a document of its own of bytes that were in the collection already.
   *
   * @throws Conflict if they were not
   */
  public Received keepBoth(TransferId id, Actor actor) {
    var outcome = outcome(id, actor);
    if (!outcome.isDuplicate()) {
      throw nothingToChoose();
    }
    var there = documents.require(outcome.document(), collections.scopeOf(actor)).current();
    var file = require(id, actor).file();
    try (var bytes = originals.open(there)) {
      var received =
          ingestion.receive(
              new Upload(
                  file.fileName(),
                  bytes,
                  file.collection(),
                  file.title(),
                  file.label(),
                  true,
                  Jobs.Priority.INTERACTIVE),
              actor);
      completed(require(id, actor), received);
      return received;
    } catch (IOException e) {
      throw new UncheckedIOException("reading original " + there.sha256(), e);
    }
  }

  /**
   * Makes what was received the new version of the document whose file has the same name; the
   * document that was made of it meanwhile goes into the bin.
   *
   * @throws Conflict if there is no such document
   */
  public Received makeVersion(TransferId id, Actor actor) {
    var outcome = outcome(id, actor);
    var older = outcome.sameName();
    if (older == null) {
      throw nothingToChoose();
    }
    var made = documents.require(outcome.document(), collections.scopeOf(actor));
    collections.require(made, actor, Right.WRITE);
    try (var bytes = originals.open(made.current())) {
      var received = ingestion.receiveVersion(older, made.current().fileName(), bytes, actor);
      documents.bin(made.id());
      rows.completed(
          id, new Outcome(older, received.version().number(), received.isDuplicate(), null));
      return received;
    } catch (IOException e) {
      throw new UncheckedIOException("reading original " + made.current().sha256(), e);
    }
  }

  private Outcome outcome(TransferId id, Actor actor) {
    var outcome = require(id, actor).outcome();
    if (outcome == null) {
      throw new Conflict(
          "not-received", "The upload is not received wholly", "Send the rest of it first.");
    }
    return outcome;
  }

  private static Conflict nothingToChoose() {
    return new Conflict(
        "nothing-to-choose",
        "There is no such document beside this upload",
        "Open the document that the upload became.");
  }

  /** Forgets a transfer with all that came of it; a document that it became stays. */
  public void cancel(TransferId id, Actor actor) {
    var transfer = require(id, actor);
    try {
      rows.delete(transfer.id());
      parts.drop(transfer.id());
    } catch (IOException e) {
      throw new UncheckedIOException("dropping a part of an upload", e);
    }
  }
}
