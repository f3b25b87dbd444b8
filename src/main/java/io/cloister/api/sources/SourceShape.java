package io.cloister.api.sources;

import io.cloister.sources.HeldDocuments;
import io.cloister.sources.Source;
import io.cloister.sources.SourceFile;
import io.cloister.sources.SourceRun;
import io.cloister.sources.SourceSetting;
import io.cloister.sources.place.Place;
import io.cloister.sources.place.SourceProblem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source in the contract's shape.
 *
 * @param kind of the place that is looked at
 * @param place its fields, which differ by kind
 * @param address the place in one line
 * @param secret whether there is one; it is never shown
 * @param tls beyond the usual
 * @param folder null for what is no folder, as the two below
 * @param nextRun null while it is not enabled
 * @param job that looked at it last or is doing so
 * @param lastRun null before the first has ended
 */
record SourceShape(
    String id,
    String name,
    String kind,
    Map<String, Object> place,
    String address,
    SecretShape secret,
    TlsShape tls,
    String collection,
    int minutes,
    @Nullable String folder,
    @Nullable Boolean subfolders,
    boolean folderTags,
    @Nullable String afterwards,
    String whenGone,
    boolean enabled,
    Instant createdAt,
    @Nullable Instant nextRun,
    @Nullable String job,
    @Nullable RunShape lastRun) {

  static SourceShape of(
      Source source, Map<String, Object> place, boolean hasSecret, Optional<SourceRun> latest) {
    SourceSetting setting = source.setting();
    var folder = setting.place() instanceof Place.Folder found ? found : null;
    var job = source.job();
    return new SourceShape(
        source.id().toString(),
        setting.name(),
        setting.place().kind(),
        place,
        setting.place().address(),
        new SecretShape(hasSecret),
        new TlsShape(setting.authority()),
        setting.collection(),
        setting.minutes(),
        folder == null ? null : folder.folder(),
        folder == null ? null : folder.subfolders(),
        setting.folderTags(),
        folder == null ? null : folder.afterwards().name().toLowerCase(Locale.ROOT),
        setting.whenGone().word(),
        setting.enabled(),
        source.createdAt(),
        setting.enabled() ? source.nextRun() : null,
        job == null ? null : job.toString(),
        latest.map(RunShape::of).orElse(null));
  }

  /** What is told of a secret. */
  record SecretShape(boolean set) {}

  /**
   * @param authority PEM; null for the usual ones
   */
  record TlsShape(@Nullable String authority) {}

  /** What one look came to, in files. */
  record RunShape(
      Instant startedAt,
      Instant endedAt,
      int added,
      int updated,
      int unchanged,
      int binned,
      int heldBack,
      int waiting,
      int failed,
      @Nullable ProblemShape problem) {

    static RunShape of(SourceRun run) {
      return new RunShape(
          run.startedAt(),
          run.endedAt(),
          run.added(),
          run.updated(),
          run.unchanged(),
          run.binned(),
          run.heldBack(),
          run.waiting(),
          run.failed(),
          run.problem() == null ? null : ProblemShape.of(run.problem()));
    }
  }

  /** A file that could not be taken. */
  record FailureShape(String path, @Nullable String document, ProblemShape problem) {

    static FailureShape of(SourceFile file) {
      var document = file.document();
      return new FailureShape(
          file.path(),
          document == null ? null : document.toString(),
          ProblemShape.of(Objects.requireNonNull(file.problem())));
    }
  }

  /**
   * What was not put into the bin because too much was gone at once.
   *
   * @param documents how many they are
   * @param of how many the source has, with these
   * @param items the files that are gone, 200 at most
   */
  record HeldShape(int documents, int of, List<HeldFileShape> items) {

    static HeldShape of(HeldDocuments.Held held) {
      return new HeldShape(
          held.documents(), held.of(), held.files().stream().map(HeldFileShape::of).toList());
    }
  }

  record HeldFileShape(String path, String document, Instant since) {

    static HeldFileShape of(SourceFile file) {
      return new HeldFileShape(
          file.path(),
          Objects.requireNonNull(file.document()).toString(),
          Objects.requireNonNull(file.heldSince()));
    }
  }

  /** What is wrong, and what to do next. */
  record ProblemShape(String code, String detail) {

    static ProblemShape of(SourceProblem problem) {
      return new ProblemShape(problem.code(), problem.sentence());
    }
  }
}
