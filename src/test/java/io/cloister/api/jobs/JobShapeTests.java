package io.cloister.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.identity.UserId;
import io.cloister.jobs.JobId;
import io.cloister.jobs.JobStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobShapeTests {

  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void estimatesWhatIsLeftByWhatWasDone() {
    assertThat(etaAfterTenSeconds(20, 100)).isEqualTo(40);
  }

  @Test
  void estimatesNothingBeforeTheFirstStepAndAfterTheLast() {
    assertThat(etaAfterTenSeconds(0, 100)).isNull();
    assertThat(etaAfterTenSeconds(100, 100)).isNull();
    assertThat(etaAfterTenSeconds(20, 0)).as("of nobody knows how many").isNull();
  }

  private static @Nullable Long etaAfterTenSeconds(long done, long total) {
    var job =
        new JobStatus(
            JobId.random(),
            "read",
            JobStatus.State.RUNNING,
            UserId.random(),
            done,
            total,
            "",
            null,
            START,
            START,
            null);
    return JobShape.of(job, START.plusSeconds(10)).etaSeconds();
  }
}
