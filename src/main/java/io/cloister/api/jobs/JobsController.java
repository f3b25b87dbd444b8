package io.cloister.api.jobs;

import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.jobs.JobId;
import io.cloister.jobs.JobStatus;
import io.cloister.jobs.Jobs;
import io.cloister.library.NotFound;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/jobs")
class JobsController {

  private final Jobs jobs;
  private final CurrentActor actor;
  private final Clock clock;

  JobsController(Jobs jobs, CurrentActor actor, Clock clock) {
    this.jobs = jobs;
    this.actor = actor;
    this.clock = clock;
  }

  @GetMapping
  Listed<JobShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    var me = actor.get();
    var now = clock.instant();
    return new Listed<>(
        jobs.list(me, page, size).stream().map(job -> JobShape.of(job, now)).toList(),
        page,
        size,
        jobs.count(me));
  }

  @GetMapping("/{id}")
  JobShape get(@PathVariable String id) {
    return JobShape.of(require(id), clock.instant());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(@PathVariable String id) {
    jobs.cancel(require(id).id(), actor.get());
  }

  private JobStatus require(String id) {
    try {
      return jobs.find(new JobId(UUID.fromString(id)), actor.get())
          .orElseThrow(() -> new NotFound("Job", id));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Job", id);
    }
  }
}
