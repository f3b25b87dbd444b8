package io.cloister.ingest;

import io.cloister.ingest.read.Readers;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.Versions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Cuts and indexes versions whose text is there already, many at once. */
@Component
class IndexJob implements JobHandler {

  static final String KIND = "index";

  private final Versions versions;
  private final Finishing finishing;
  private final Progress progress;

  IndexJob(Versions versions, Finishing finishing, Progress progress) {
    this.versions = versions;
    this.finishing = finishing;
    this.progress = progress;
  }

  static String payload(List<Version> versions) {
    return versions.stream()
        .map(version -> version.id().toString().replace("-", ""))
        .collect(Collectors.joining(","));
  }

  private static List<VersionId> versions(String payload) {
    return Arrays.stream(payload.split(","))
        .map(hex ->
            new VersionId(
                new UUID(
                    Long.parseUnsignedLong(hex.substring(0, 16), 16),
                    Long.parseUnsignedLong(hex.substring(16), 16))))
        .toList();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JobRun job) {
    var open = open(job);
    job.progress(0, open.size(), "");
    finishing.cut(open.stream().filter(it -> it.status() != Status.INDEXING).toList());
    if (!job.isCancelled()) {
      finishing.index(open);
      job.progress(open.size(), open.size(), "");
    }
  }

  @Override
  public void cancelled(JobRun job) {
    open(job).forEach(it -> progress.fail(it, Status.FAILED, Readers.cancelled()));
  }

  @Override
  public void gaveUp(JobRun job) {
    open(job).forEach(it -> progress.fail(it, Status.FAILED, Readers.internal()));
  }

  private List<Version> open(JobRun job) {
    return versions(job.payload()).stream()
        .map(id -> versions.find(id).orElse(null))
        .filter(Objects::nonNull)
        .filter(version -> !version.status().isSettled())
        .toList();
  }
}
