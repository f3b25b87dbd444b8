package io.cloister.api.sources;

import io.cloister.sources.Source;
import io.cloister.sources.SourceFile;
import io.cloister.sources.SourceProblem;
import io.cloister.sources.SourceRun;
import io.cloister.sources.SourceSetting;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source in the contract's shape.
 *
 * @param nextRun null while it is not enabled
 * @param job that looked at it last or is doing so
 * @param lastRun null before the first has ended
 */
record SourceShape(
    String id,
    String name,
    String folder,
    String collection,
    int minutes,
    boolean subfolders,
    boolean folderTags,
    String afterwards,
    String whenGone,
    boolean enabled,
    Instant createdAt,
    @Nullable Instant nextRun,
    @Nullable String job,
    @Nullable RunShape lastRun) {

  static SourceShape of(Source source, Optional<SourceRun> latest) {
    SourceSetting setting = source.setting();
    var job = source.job();
    return new SourceShape(
        source.id().toString(),
        setting.name(),
        setting.folder(),
        setting.collection(),
        setting.minutes(),
        setting.subfolders(),
        setting.folderTags(),
        setting.afterwards().word(),
        setting.whenGone().word(),
        setting.enabled(),
        source.createdAt(),
        setting.enabled() ? source.nextRun() : null,
        job == null ? null : job.toString(),
        latest.map(RunShape::of).orElse(null));
  }

  /** What one look came to, in files. */
  record RunShape(
      Instant startedAt,
      Instant endedAt,
      int added,
      int updated,
      int unchanged,
      int binned,
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

  /** What is wrong, and what to do next. */
  record ProblemShape(String code, String detail) {

    static ProblemShape of(SourceProblem problem) {
      return new ProblemShape(problem.code(), problem.sentence());
    }
  }
}
