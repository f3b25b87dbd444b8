package io.cloister.ingest.bag;

import io.cloister.identity.People;
import io.cloister.identity.UserId;
import io.cloister.ingest.DiskFull;
import io.cloister.ingest.bag.LibraryImport.Wanted;
import io.cloister.jobs.JobFailed;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.library.Conflict;
import io.cloister.library.Sha256;
import io.cloister.library.original.Originals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in a bag that was received: its originals first, then all else as one commit. Ended in
 * between, it begins anew; given up, nothing of the bag is left.
 */
@Component
class TakingIn implements JobHandler {

  static final String KIND = "import-library";

  private static final Logger log = LoggerFactory.getLogger(TakingIn.class);

  private final BagFiles files;
  private final BagsTaken taken;
  private final LibraryImport imports;
  private final TakenIn library;
  private final Originals originals;
  private final People people;
  private final JsonMapper json;

  TakingIn(
      BagFiles files,
      BagsTaken taken,
      LibraryImport imports,
      TakenIn library,
      Originals originals,
      People people,
      JsonMapper json) {
    this.files = files;
    this.taken = taken;
    this.imports = imports;
    this.library = library;
    this.originals = originals;
    this.people = people;
    this.json = json;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean takesLong() {
    return true;
  }

  @Override
  public void run(JobRun job) throws IOException {
    var wanted = Wanted.of(job.payload());
    if (!taken.has(wanted.bag())) {
      try {
        takeIn(wanted, job);
      } catch (JobFailed e) {
        forget(wanted.bag());
        throw e;
      }
    }
    if (taken.has(wanted.bag())) {
      files.drop(wanted.bag());
    }
  }

  private void takeIn(Wanted wanted, JobRun job) throws IOException {
    var actor = people.actor(new UserId(wanted.user())).orElseThrow(TakingIn::nobody);
    try {
      imports.requireEmpty();
    } catch (Conflict e) {
      throw new JobFailed(e.code(), String.valueOf(e.getMessage()), e.hint());
    }
    var kept = new ArrayList<Originals.Kept>();
    try (var bag = Bag.open(files.kept(wanted.bag()))) {
      var content = new BagContent(bag, json);
      if (keep(content, job, kept)) {
        library.put(wanted.bag(), content, job, actor);
      }
    } catch (DiskFull e) {
      throw new JobFailed(
          "disk-full",
          String.valueOf(e.getMessage()),
          "Free space on the server's disk, then import the library again.");
    } finally {
      kept.forEach(Originals.Kept::close);
    }
  }

  /** False if it was stopped. */
  private boolean keep(BagContent content, JobRun job, List<Originals.Kept> kept)
      throws IOException {
    var paths = content.documents();
    int done = 0;
    for (var path : paths) {
      if (job.isCancelled()) {
        return false;
      }
      job.progress(done++, paths.size(), "");
      var document = content.document(path);
      for (var version : document.versions()) {
        files.requireSpace(version.bytes());
        try (var bytes = content.original(document, version)) {
          var one = originals.keep(bytes);
          kept.add(one);
          if (!one.bytes().address().hex().equals(version.sha256())) {
            throw new IOException("the kept bag has other bytes than it had: " + version.sha256());
          }
        }
      }
    }
    job.progress(paths.size(), paths.size(), "");
    return true;
  }

  @Override
  public void cancelled(JobRun job) {
    forget(Wanted.of(job.payload()).bag());
  }

  @Override
  public void gaveUp(JobRun job) {
    forget(Wanted.of(job.payload()).bag());
  }

  /** Leaves nothing of a bag that was not taken in. */
  private void forget(UUID id) {
    if (taken.has(id)) {
      return;
    }
    try (var bag = Bag.open(files.kept(id))) {
      var content = new BagContent(bag, json);
      for (var path : content.documents()) {
        originals.dropUnused(
            content.document(path).versions().stream()
                .map(version -> new Sha256(version.sha256()))
                .toList());
      }
    } catch (IOException | BagRefused e) {
      log.warn("the bag {} cannot be looked through: {}", id, e.getMessage());
    }
    try {
      files.drop(id);
    } catch (IOException e) {
      throw new UncheckedIOException("dropping the bag " + id, e);
    }
  }

  private static JobFailed nobody() {
    return new JobFailed(
        "no-owner", "Whoever brought the library is not here any more", "Import it once more.");
  }
}
