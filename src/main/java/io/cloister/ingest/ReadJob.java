package io.cloister.ingest;

import io.cloister.ingest.read.Extraction;
import io.cloister.ingest.read.Extraction.GivenUp;
import io.cloister.ingest.read.Extraction.Read;
import io.cloister.ingest.read.Extraction.ReaderLost;
import io.cloister.ingest.read.Extraction.Unreadable;
import io.cloister.ingest.read.Readers;
import io.cloister.jobs.JobFailed;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.library.Originals;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.Versions;
import java.io.IOException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads one version and has it indexed. Whatever it finds half done it does again. */
@Component
class ReadJob implements JobHandler {

  static final String KIND = "read";

  private final Versions versions;
  private final Originals originals;
  private final Readers readers;
  private final Passwords passwords;
  private final Progress progress;
  private final Finishing finishing;

  ReadJob(
      Versions versions,
      Originals originals,
      Readers readers,
      Passwords passwords,
      Progress progress,
      Finishing finishing) {
    this.versions = versions;
    this.originals = originals;
    this.readers = readers;
    this.passwords = passwords;
    this.progress = progress;
    this.finishing = finishing;
  }

  /**
   * @param untitled whether nobody gave the document a title, so that it may take its file's
   */
  record Order(VersionId version, boolean untitled) {

    String payload() {
      return version + (untitled ? " untitled" : "");
    }

    static Order of(String payload) {
      var parts = payload.split(" ", 2);
      return new Order(new VersionId(UUID.fromString(parts[0])), parts.length > 1);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JobRun job) throws IOException {
    var order = Order.of(job.payload());
    var version = versions.find(order.version()).orElse(null);
    if (version == null || version.status() == Status.READY) {
      return;
    }
    job.progress(0, 3, version.fileName());
    try {
      if (version.status() == Status.INDEXING) {
        finishing.index(version);
      } else {
        read(version, order, job);
      }
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof JobFailed)) {
        progress.advance(version, Status.RECEIVED);
      }
      throw e;
    }
  }

  @Override
  public void cancelled(JobRun job) {
    end(job, Readers.cancelled());
  }

  @Override
  public void gaveUp(JobRun job) {
    end(job, Readers.internal());
  }

  private void end(JobRun job, ReadingFailure failure) {
    versions
        .find(Order.of(job.payload()).version())
        .filter(version -> !version.status().isSettled())
        .ifPresent(version -> progress.fail(version, Status.FAILED, failure));
  }

  private void read(Version version, Order order, JobRun job) throws IOException {
    var extraction = read(version, job);
    if (extraction instanceof ReaderLost && !job.isCancelled()) {
      progress.advance(version, Status.RECEIVED);
      extraction = read(version, job);
    }
    switch (extraction) {
      case Read read -> {
        passwords.forget(version.id());
        job.progress(1, 3, version.fileName());
        finishing.keep(version, read, order.untitled());
        job.progress(2, 3, version.fileName());
        finishing.index(version);
        job.progress(3, 3, version.fileName());
      }
      case Unreadable unreadable -> {
        passwords.forget(version.id());
        throw fail(version, Status.FAILED, unreadable.failure());
      }
      case ReaderLost lost -> throw fail(version, Status.QUARANTINED, lost.failure());
      case GivenUp _ -> progress.advance(version, Status.RECEIVED);
    }
  }

  private Extraction read(Version version, JobRun job) throws IOException {
    progress.advance(version, Status.READING);
    try (var bytes = originals.open(version)) {
      return readers.read(bytes, version.fileName(), passwords.of(version.id()), job::isCancelled);
    }
  }

  private JobFailed fail(Version version, Status status, ReadingFailure failure) {
    progress.fail(version, status, failure);
    return new JobFailed(
        failure.code().word(),
        "%s: %s".formatted(version.fileName(), failure.detail()),
        "Open the document to see what can be done.");
  }
}
