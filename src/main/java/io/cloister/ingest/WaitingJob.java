package io.cloister.ingest;

import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.models.ModelFunction;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Queues the reading of all documents that waited for a function when somebody asked for it, one
 * commit for each: begun anew, it goes on behind those.
 */
@Component
class WaitingJob implements JobHandler {

  static final String KIND = "read-waiting";

  private static final int AT_ONCE = 100;

  private final Waiting waiting;
  private final Gaps gaps;
  private final ReadingLimits limits;
  private final Ingestion ingestion;

  WaitingJob(Waiting waiting, Gaps gaps, ReadingLimits limits, Ingestion ingestion) {
    this.waiting = waiting;
    this.gaps = gaps;
    this.limits = limits;
    this.ingestion = ingestion;
  }

  /**
   * @param asked when; what is noted later waits for somebody to ask again
   */
  record Wanted(ModelFunction function, Instant asked) {

    String payload() {
      return function.word() + " " + asked;
    }

    static Wanted of(String payload) {
      var parts = payload.split(" ", 2);
      return new Wanted(ModelFunction.of(parts[0]), Instant.parse(parts[1]));
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JobRun job) {
    var wanted = Wanted.of(job.payload());
    var function = wanted.function();
    var labels = waiting.labels(function);
    var limit = limits.current().of(function);
    long all = waiting.count(function).ready();
    long done = 0;
    var some = gaps.before(wanted.asked(), function, labels, limit, AT_ONCE);
    while (!some.isEmpty()) {
      for (var version : some) {
        if (job.isCancelled()) {
          return;
        }
        ingestion.readAgain(version, job);
        job.progress(++done, Math.max(done, all), "");
      }
      some = gaps.before(wanted.asked(), function, labels, limit, AT_ONCE);
    }
  }
}
