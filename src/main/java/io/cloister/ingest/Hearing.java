package io.cloister.ingest;

import io.cloister.ingest.NotAsked.Reach;
import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.unseen.ZeroWidth;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.SoundPiece;
import io.cloister.ingest.read.wire.SoundReport;
import io.cloister.jobs.JobFailed;
import io.cloister.jobs.JobRun;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import io.cloister.library.original.Originals;
import io.cloister.models.Attachment;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelRequest;
import io.cloister.models.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Has a model write down what is said in a recording, piece by piece. The sound is cut in a reading
 * process; only what is cut is sent. Whatever ends it, the document stays ready to be found by its
 * name, with a word on what is missing.
 */
@Component
class Hearing {

  private static final int TOKENS_OF_A_SECOND = 8; // of speech, however fast
  private static final int LEAST_TOKENS = 2_000;
  private static final int BYTES_OF_A_SECOND = 16_000; // of compressed sound of the usual quality

  private final Versions versions;
  private final Originals originals;
  private final Readers readers;
  private final AskedModel asked;
  private final PaidParts paid;
  private final Gaps gaps;
  private final ReadingLimits limits;
  private final Progress progress;
  private final Finishing finishing;
  private final Path scratch;

  Hearing(
      Versions versions,
      Originals originals,
      Readers readers,
      AskedModel asked,
      PaidParts paid,
      Gaps gaps,
      ReadingLimits limits,
      Progress progress,
      Finishing finishing,
      IngestProperties properties)
      throws IOException {
    this.versions = versions;
    this.originals = originals;
    this.readers = readers;
    this.asked = asked;
    this.paid = paid;
    this.gaps = gaps;
    this.limits = limits;
    this.progress = progress;
    this.finishing = finishing;
    this.scratch = properties.scratch().resolveSibling("sound");
    FileSystemUtils.deleteRecursively(scratch);
  }

  boolean isPossible() {
    return asked.isRouted(ModelFunction.TRANSCRIBE);
  }

  /** Does what a job asks for. */
  void run(JobRun job) throws IOException {
    var wanted = Reading.Wanted.of(job.payload());
    var version = versions.find(wanted.version()).orElse(null);
    if (version == null || version.status().isSettled()) {
      return;
    }
    try {
      run(version, wanted, job);
    } catch (IOException | RuntimeException e) {
      if (!progress.isGone(version, e)) {
        throw e;
      }
    }
  }

  private void run(Version version, Reading.Wanted wanted, JobRun job) throws IOException {
    if (version.status() == Status.INDEXING) {
      finishing.show(List.of(version), job);
      return;
    }
    var folder = scratch.resolve(job.id().toString());
    FileSystemUtils.deleteRecursively(folder);
    Files.createDirectories(folder);
    try {
      hear(version, wanted, folder, job);
    } catch (CancellationException _) {
      // whoever stopped it says what follows
    } catch (NotAsked e) {
      if (e.isPassing()) {
        throw e;
      }
      throw missing(version, e.why());
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /** The document stays as it is, and says what is missing of it. */
  void end(JobRun job, String why) {
    versions
        .find(Reading.Wanted.of(job.payload()).version())
        .filter(version -> !version.status().isSettled())
        .ifPresent(version -> note(version, why));
  }

  /** What is said in it is not known, and may be asked for once more. */
  void note(Version version, String why) {
    var gap = Gap.of(ModelFunction.TRANSCRIBE, why);
    gaps.note(version.id(), gap);
    progress.fail(version, Status.READY, gap.failure());
  }

  private void hear(Version version, Reading.Wanted wanted, Path folder, JobRun job)
      throws IOException {
    job.progress(0, 0, version.fileName());
    var all = pieces(version, folder, job);
    var limit = limits.current().transcribeHours();
    var pieces = limit == null ? all : within(Duration.ofHours(limit), all);
    var length = Duration.ofMillis(pieces.getLast().to());
    var spoken = new Spoken();
    String model = "";
    for (var piece : pieces) {
      tell(job, version, Duration.ofMillis(piece.from()), length);
      var said =
          asked.ask(
              version.id(), name(piece), () -> request(version, folder, piece), job::isCancelled);
      if (!said.isWhole()) {
        throw new NotAsked("the model wrote more than is said in it", Reach.ALL);
      }
      var from = Duration.ofMillis(piece.from());
      spoken.add(
          Transcript.of(said.text()), from, piece.to() == 0 ? from : Duration.ofMillis(piece.to()));
      model = said.model();
    }
    tell(job, version, length, length);
    boolean isWhole = pieces.size() == all.size();
    if (spoken.text().text().isBlank() && isWhole) {
      paid.forget(version.id());
      throw silent(version, "the model heard no word in it");
    }
    if (isWhole) {
      gaps.close(version.id(), ModelFunction.TRANSCRIBE);
    } else {
      gaps.note(version.id(), held(all, limit));
    }
    if (!spoken.text().text().isBlank()) {
      keep(version, wanted, spoken, model);
    }
    finishing.show(List.of(version), job);
    if (isWhole) {
      paid.forget(version.id());
    }
  }

  private static Gap held(List<SoundPiece> pieces, @Nullable Integer limit) {
    var length = Duration.ofMillis(pieces.getLast().to());
    return new Gap(
        ModelFunction.TRANSCRIBE,
        "it lasts %d h %d min; the limit is %d h of a recording"
            .formatted(length.toHours(), length.toMinutesPart(), limit),
        limit);
  }

  /** The first hours, at least the first piece. */
  private static List<SoundPiece> within(Duration limit, List<SoundPiece> pieces) {
    return pieces.stream().takeWhile(piece -> piece.from() < limit.toMillis()).toList();
  }

  private List<SoundPiece> pieces(Version version, Path folder, JobRun job) throws IOException {
    try (var bytes = originals.open(version)) {
      return switch (readers.cut(bytes, version.mediaType(), folder, job::isCancelled)) {
        case SoundReport.Cut cut when !cut.pieces().isEmpty() -> cut.pieces();
        case SoundReport.Cut _ -> throw silent(version, "there is no sound in it");
        case SoundReport.Uncut uncut -> throw missing(version, uncut.failure().detail());
        case null -> {
          if (job.isCancelled()) {
            throw new CancellationException("stopped");
          }
          throw new NotAsked("its reader died while taking its sound", Reach.NOW);
        }
      };
    }
  }

  private static String name(SoundPiece piece) {
    return "sound " + piece.from() + "-" + piece.to();
  }

  private ModelRequest request(Version version, Path folder, SoundPiece piece) {
    try {
      var bytes = Files.readAllBytes(folder.resolve(piece.file()));
      var length =
          piece.to() == 0
              ? Duration.ofSeconds(bytes.length / BYTES_OF_A_SECOND)
              : Duration.ofMillis(piece.to() - piece.from());
      var document = asked.document(version);
      int most = LEAST_TOKENS + (int) length.toSeconds() * TOKENS_OF_A_SECOND;
      return new ModelRequest(
              ModelFunction.TRANSCRIBE,
              document.label(),
              "",
              "",
              most,
              null,
              document.id().toString())
          .with(new Attachment(piece.file(), piece.mediaType(), bytes, length));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** In minutes, or in seconds while it is short; nothing of a length that nobody knows. */
  private static void tell(JobRun job, Version version, Duration done, Duration of) {
    if (of.isZero()) {
      return;
    }
    boolean isLong = of.toMinutes() >= 2;
    long heard = isLong ? done.toMinutes() : done.toSeconds();
    long all = isLong ? of.toMinutes() : of.toSeconds();
    job.progress(
        heard,
        Math.max(1, all),
        "%s · %d / %d %s".formatted(version.fileName(), heard, all, isLong ? "min" : "s"));
  }

  private void keep(Version version, Reading.Wanted wanted, Spoken spoken, String model) {
    var text = spoken.text();
    finishing.keep(
        version,
        new Extraction.Read(
            text,
            List.of(),
            ZeroWidth.in(text.text()),
            List.of(),
            spoken.said(),
            version.mediaType(),
            null,
            Map.of("transcribed by", model)),
        wanted.untitled());
  }

  private JobFailed missing(Version version, String why) {
    note(version, why);
    return failed(version, why);
  }

  /** There is nothing to be made up for. */
  private JobFailed silent(Version version, String why) {
    gaps.close(version.id(), ModelFunction.TRANSCRIBE);
    progress.fail(version, Status.READY, Gap.of(ModelFunction.TRANSCRIBE, why).failure());
    return failed(version, why);
  }

  private static JobFailed failed(Version version, String why) {
    return new JobFailed(
        ReadingFailure.Code.NOT_TRANSCRIBED.word(),
        "%s: %s".formatted(version.fileName(), why),
        "Open the document to see what can be done.");
  }
}
