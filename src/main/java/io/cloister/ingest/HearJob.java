package io.cloister.ingest;

import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Has a recording heard, in the lane of what takes long; see {@link Hearing}. */
@Component
class HearJob implements JobHandler {

  static final String KIND = "transcribe";

  private final Hearing hearing;
  private final Map<String, String> reasons =
      new ConcurrentHashMap<>(); // of jobs not tried again yet

  HearJob(Hearing hearing) {
    this.hearing = hearing;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean takesLong() {
    return true;
  }

  @Override
  public void run(JobRun job) throws IOException {
    try {
      hearing.run(job);
      reasons.remove(job.payload());
    } catch (NotAsked e) {
      reasons.put(job.payload(), e.why());
      throw e;
    }
  }

  @Override
  public void cancelled(JobRun job) {
    reasons.remove(job.payload());
    hearing.end(job, "writing down what is said in it was cancelled");
  }

  @Override
  public void gaveUp(JobRun job) {
    var why = reasons.remove(job.payload());
    hearing.end(job, why == null ? "something went wrong inside the server" : why);
  }
}
