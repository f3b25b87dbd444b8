package io.cloister.ingest;

import io.cloister.ingest.read.Order;
import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Extraction.GivenUp;
import io.cloister.ingest.read.wire.Extraction.Longer;
import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.ingest.read.wire.Extraction.ReaderLost;
import io.cloister.ingest.read.wire.Extraction.Unreadable;
import io.cloister.ingest.read.wire.Ocr;
import io.cloister.jobs.JobFailed;
import io.cloister.jobs.JobRun;
import io.cloister.jobs.Jobs;
import io.cloister.library.MediaFamily;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.document.Versions;
import io.cloister.library.original.Originals;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads one version and makes its words be found. Whatever is half done is done again. Vectors are
 * left to {@link EmbedJob}.
 */
@Component
class Reading {

  private final Versions versions;
  private final Originals originals;
  private final Readers readers;
  private final Passwords passwords;
  private final Progress progress;
  private final RoomForTexts room;
  private final Finishing finishing;
  private final Hearing hearing;
  private final Seeing seeing;
  private final Jobs jobs;
  private final TransactionTemplate transaction;

  Reading(
      Versions versions,
      Originals originals,
      Readers readers,
      Passwords passwords,
      Progress progress,
      RoomForTexts room,
      Finishing finishing,
      Hearing hearing,
      Seeing seeing,
      Jobs jobs,
      TransactionTemplate transaction) {
    this.versions = versions;
    this.originals = originals;
    this.readers = readers;
    this.passwords = passwords;
    this.progress = progress;
    this.room = room;
    this.finishing = finishing;
    this.hearing = hearing;
    this.seeing = seeing;
    this.jobs = jobs;
    this.transaction = transaction;
  }

  /**
   * @param untitled whether nobody gave the document a title, so that it may take its file's
   * @param inBulk whether it is one of many and nobody waits for it
   */
  record Wanted(VersionId version, boolean untitled, boolean inBulk) {

    private static final String UNTITLED = "untitled";
    private static final String IN_BULK = "bulk";

    String payload() {
      return version + (untitled ? " " + UNTITLED : "") + (inBulk ? " " + IN_BULK : "");
    }

    static Wanted of(String payload) {
      var parts = List.of(payload.split(" ", -1));
      return new Wanted(
          new VersionId(UUID.fromString(parts.getFirst())),
          parts.contains(UNTITLED),
          parts.contains(IN_BULK));
    }

    /** Of what follows and takes longer. */
    Jobs.Priority priority() {
      return inBulk ? Jobs.Priority.BULK : Jobs.Priority.ORDINARY;
    }
  }

  /**
   * Does what a job asks for.
   *
   * @param takesLong whether it may, so that models are asked and room for long texts is waited
   *     for; if not that is left to one that may
   */
  void run(JobRun job, Ocr ocr, boolean takesLong) throws IOException {
    var wanted = Wanted.of(job.payload());
    var version = versions.find(wanted.version()).orElse(null);
    if (version == null || version.status() == Status.READY) {
      return;
    }
    job.progress(0, 0, version.fileName());
    try {
      if (version.status() == Status.INDEXING) {
        finishing.show(List.of(version), job);
      } else {
        read(version, wanted, job, ocr, takesLong);
      }
    } catch (IOException | RuntimeException e) {
      if (progress.isGone(version, e)) {
        return;
      }
      if (!(e instanceof JobFailed)) {
        progress.advance(version, Status.RECEIVED);
      }
      throw e;
    }
  }

  /** Ends the way of the version that a job was to read. */
  void end(JobRun job, ReadingFailure failure) {
    versions
        .find(Wanted.of(job.payload()).version())
        .filter(version -> !version.status().isSettled())
        .ifPresent(version -> progress.fail(version, Status.FAILED, failure));
  }

  private void read(Version version, Wanted wanted, JobRun job, Ocr ocr, boolean takesLong)
      throws IOException {
    var extraction = extract(version, job, ocr);
    if (extraction instanceof ReaderLost && !job.isCancelled()) {
      progress.advance(version, Status.RECEIVED);
      extraction = extract(version, job, ocr);
    }
    switch (extraction) {
      case Read read when MediaFamily.of(read.mediaType()).isRecording() ->
          hear(version, read, wanted, job);
      case Read read when !takesLong && seeing.isWanted(read) -> longer(wanted, job);
      case Read read -> {
        var all = seen(version, read, job);
        if (all == null) {
          progress.advance(version, Status.RECEIVED);
          return;
        }
        int length = all.text().text().length();
        try (var place = takesLong ? room.take(length, job::isCancelled) : room.takeNow(length)) {
          if (place == null) {
            if (takesLong) {
              progress.advance(version, Status.RECEIVED);
            } else {
              longer(wanted, job);
            }
            return;
          }
          passwords.forget(version.id());
          if (all.text().text().isBlank()) {
            throw fail(version, Status.FAILED, nothing(version, all));
          }
          finishing.keep(version, all, wanted.untitled());
          finishing.show(List.of(version), job);
        }
        seeing.settle(version);
        int pages = read.pages() == null ? 1 : read.pages();
        job.progress(pages, pages, version.fileName());
      }
      case Longer _ -> longer(wanted, job);
      case Unreadable unreadable -> {
        passwords.forget(version.id());
        seeing.unread(version, unreadable.failure());
        throw fail(version, Status.FAILED, unreadable.failure());
      }
      case ReaderLost lost -> throw fail(version, Status.QUARANTINED, lost.failure());
      case GivenUp _ -> progress.advance(version, Status.RECEIVED);
    }
  }

  private void longer(Wanted wanted, JobRun job) {
    jobs.follow(job, ReadJob.LONG, wanted.payload(), wanted.priority());
  }

  /** With what a model says of its pictures; null if the job was stopped meanwhile. */
  private @Nullable Read seen(Version version, Read read, JobRun job) {
    try {
      return seeing.see(version, read, job);
    } catch (CancellationException _) {
      return null;
    }
  }

  private ReadingFailure nothing(Version version, Read read) {
    var why = new StringBuilder("there is no text in it");
    if (read.metadata().containsKey("pictures")) {
      why.append("; pictures: ").append(read.metadata().get("pictures"));
    }
    seeing.missing(version).ifPresent(missing -> why.append("; ").append(missing));
    return new ReadingFailure(ReadingFailure.Code.NO_TEXT, why.toString());
  }

  /** A recording is found by its name at once; what is said in it follows, if a model hears it. */
  private void hear(Version version, Read read, Wanted wanted, JobRun job) {
    transaction.executeWithoutResult(_ -> {
      finishing.keepName(version, read, wanted.untitled());
      progress.advance(version, Status.READING); // a reading that dies here begins anew
    });
    finishing.showWords(version); // before anything says that the document is ready
    if (hearing.isPossible()) {
      jobs.follow(job, HearJob.KIND, wanted.payload(), wanted.priority());
    } else {
      hearing.note(version, "no model transcribes sound yet");
    }
  }

  private Extraction extract(Version version, JobRun job, Ocr ocr) throws IOException {
    progress.advance(version, Status.READING);
    try (var bytes = originals.open(version)) {
      var order =
          new Order(version.fileName(), passwords.of(version.id()), ocr, seeing.isPossible());
      return readers.read(
          bytes,
          order,
          job::isCancelled,
          (pages, of) -> job.progress(pages, of, version.fileName()));
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
