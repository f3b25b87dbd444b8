package io.cloister.ingest;

import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.wire.Ocr;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import java.io.IOException;

/**
 * Reads one version: at first only what keeps no other file waiting; a file with many pictures, as
 * a scanned book, or with a long text while another is being cut, is read anew by a job that may
 * take long.
 */
record ReadJob(String kind, boolean takesLong, Ocr ocr, Reading reading) implements JobHandler {

  static final String KIND = "read";
  static final String LONG = "read-long";

  @Override
  public void run(JobRun job) throws IOException {
    reading.run(job, ocr, takesLong);
  }

  @Override
  public void cancelled(JobRun job) {
    reading.end(job, Readers.cancelled());
  }

  @Override
  public void gaveUp(JobRun job) {
    reading.end(job, Readers.internal());
  }
}
