package io.cloister.ingest;

import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import io.cloister.search.EmbeddingCourse;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the vectors of versions whose words are found already; they are then ready. Whatever ends
 * it early leaves them to be found by their words.
 */
record EmbedJob(String kind, boolean takesLong, Versions versions, Finishing finishing)
    implements JobHandler {

  static final String KIND = "embed";
  static final String MANY_PASSAGES = "embed-many";

  @Override
  public void run(JobRun job) {
    var open = VersionList.open(job.payload(), versions);
    var name = VersionList.name(open);
    int passages = open.stream().mapToInt(Version::passages).sum();
    job.progress(0, passages, name);
    if (finishing.index(open, new Course(job, passages, name, new AtomicInteger()))) {
      job.progress(passages, passages, name);
    }
  }

  private record Course(JobRun job, int passages, String name, AtomicInteger done)
      implements EmbeddingCourse {

    @Override
    public void embedded() {
      job.progress(Math.min(done.incrementAndGet(), passages), passages, name);
    }

    @Override
    public boolean isStopped() {
      return job.isCancelled();
    }
  }

  @Override
  public void cancelled(JobRun job) {
    finishing.end(VersionList.open(job.payload(), versions));
  }

  @Override
  public void gaveUp(JobRun job) {
    finishing.end(VersionList.open(job.payload(), versions));
  }
}
