package io.cloister.ingest;

import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.library.document.Versions;

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
    job.progress(0, open.size(), VersionList.name(open));
    finishing.index(open);
    job.progress(open.size(), open.size(), VersionList.name(open));
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
