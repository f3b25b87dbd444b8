package io.cloister.ingest.bag;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.jobs.JobId;
import io.cloister.jobs.Jobs;
import io.cloister.library.Conflict;
import io.cloister.library.bag.BagPart;
import io.cloister.library.document.WholeDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a library in that {@link LibraryExport} wrote, into a Cloister without documents. A bag is
 * looked through as a whole before anything of it is taken, and put in by a job as one commit.
 */
@Service
public class LibraryImport {

  private final WholeDocuments documents;
  private final List<BagPart> parts;
  private final BagFiles files;
  private final ContentCheck contents;
  private final BagsTaken taken;
  private final Jobs jobs;
  private final AuditTrail audit;
  private final JsonMapper json;
  private final TransactionTemplate transaction;

  LibraryImport(
      WholeDocuments documents,
      List<BagPart> parts,
      BagFiles files,
      ContentCheck contents,
      BagsTaken taken,
      Jobs jobs,
      AuditTrail audit,
      JsonMapper json,
      TransactionTemplate transaction) {
    this.documents = documents;
    this.parts = parts;
    this.files = files;
    this.contents = contents;
    this.taken = taken;
    this.jobs = jobs;
    this.audit = audit;
    this.json = json;
    this.transaction = transaction;
  }

  /** Whether a library is being taken in. */
  public boolean isRunning() {
    try {
      return files.keepsAny();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("looking for bags", e);
    }
  }

  /** What is in the way of a library: how many of what, as {@code documents}. */
  public Map<String, Long> here() {
    var here = new LinkedHashMap<String, Long>();
    here.put("documents", documents.count(false));
    here.put("binned", documents.count(true));
    here.values().removeIf(number -> number == 0);
    parts.forEach(part -> here.putAll(part.here()));
    return here;
  }

  /** The library that was taken in last. */
  public Optional<BagTaken> latest() {
    return taken.latest();
  }

  /**
   * Receives a bag. Once this returns, it is taken in wholly, be it after a restart; if it throws,
   * nothing of it is left.
   *
   * @param in a ZIP file, read to its end and not closed
   * @throws BagRefused if the bag is not whole
   * @throws Conflict if there is something {@link #here} already
   * @throws io.cloister.ingest.DiskFull if there is no room for it
   * @throws IOException if the stream breaks off
   */
  public JobId receive(InputStream in, Actor actor) throws IOException {
    actor.require(Role.ADMIN, "import a library");
    requirePossible();
    var scratch = files.scratch();
    try {
      files.receive(in, scratch);
      look(scratch);
      return submit(scratch, actor);
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  private synchronized JobId submit(Path scratch, Actor actor) throws IOException {
    requirePossible();
    var id = files.keep(scratch);
    try {
      return Objects.requireNonNull(
          transaction.execute(_ -> {
            audit.record(actor, AuditEvent.of("library.received", "bag", id));
            return jobs.submit(
                TakingIn.KIND, new Wanted(id, actor).payload(), Jobs.Priority.ORDINARY, actor);
          }));
    } catch (RuntimeException e) {
      files.drop(id);
      throw e;
    }
  }

  private void look(Path file) throws IOException {
    try (var bag = Bag.open(file)) {
      files.requireSpace(bag.bytes());
      contents.check(new BagContent(bag, json), BagCheck.check(bag));
    }
  }

  private void requirePossible() {
    if (isRunning()) {
      throw new Conflict(
          "import-running",
          "A library is being imported already",
          "Wait until its job has ended, or cancel it.");
    }
    requireEmpty();
  }

  /**
   * @throws Conflict if there is something here that a library could be at odds with
   */
  void requireEmpty() {
    var here = here();
    if (!here.isEmpty()) {
      throw new Conflict(
          "not-empty",
          "There is something here already ("
              + here.entrySet().stream()
                  .map(one -> one.getKey() + ": " + one.getValue())
                  .collect(Collectors.joining(", "))
              + ")",
          "Delete it, also from the bin, or import the library into a Cloister with a new data"
              + " folder.");
    }
  }

  /**
   * @param bag the file
   * @param user who brought it
   */
  record Wanted(UUID bag, UUID user) {

    Wanted(UUID bag, Actor actor) {
      this(bag, actor.user().value());
    }

    String payload() {
      return bag + " " + user;
    }

    static Wanted of(String payload) {
      var parts = payload.split(" ", 2);
      return new Wanted(UUID.fromString(parts[0]), UUID.fromString(parts[1]));
    }
  }
}
