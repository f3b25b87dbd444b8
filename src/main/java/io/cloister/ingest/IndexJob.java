package io.cloister.ingest;

import io.cloister.ingest.read.Readers;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Cuts versions whose text is there already, many at once, and makes their words be found. */
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
      finishing.show(open, job);
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
    return VersionList.open(job.payload(), versions);
  }
}
