package io.cloister.sources;

import io.cloister.identity.People;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.place.SourcesProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Looks at one source. Whatever an ended run left undone the next one does. */
@Component
class SourceJob implements JobHandler {

  static final String KIND = "source";

  private final SourceRows rows;
  private final SourceRuns runs;
  private final SourceFiles files;
  private final Look look;
  private final People people;
  private final SourcesProperties properties;
  private final Clock clock;
  private final Set<SourceId> underWay = ConcurrentHashMap.newKeySet();

  SourceJob(
      SourceRows rows,
      SourceRuns runs,
      SourceFiles files,
      Look look,
      People people,
      SourcesProperties properties,
      Clock clock) {
    this.rows = rows;
    this.runs = runs;
    this.files = files;
    this.look = look;
    this.people = people;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean asksElsewhere() {
    return true;
  }

  @Override
  public void run(JobRun job) {
    var source = rows.find(new SourceId(UUID.fromString(job.payload()))).orElse(null);
    if (source == null || !underWay.add(source.id())) {
      return;
    }
    try {
      var run = look(source, job);
      rows.find(source.id()).ifPresent(now -> ended(source, now, run));
    } catch (DataIntegrityViolationException e) {
      if (rows.find(source.id()).isPresent()) {
        throw e;
      } // else it was removed meanwhile, and what is noted of its files with it
    } finally {
      underWay.remove(source.id());
    }
  }

  /** Without this the log would end with a run that went well. */
  @Override
  public void gaveUp(JobRun job) {
    var now = clock.instant();
    rows.find(new SourceId(UUID.fromString(job.payload())))
        .ifPresent(source -> runs.add(source.id(), nothing(now, SourceProblem.INTERNAL)));
  }

  /**
   * @param before as it was when the run began
   */
  private void ended(Source before, Source now, SourceRun run) {
    runs.add(now.id(), run);
    if (!now.setting().bringsAs(before.setting())) {
      files.forgetAll(now.id()); // of the place that was looked at
    }
    var soon = clock.instant().plus(properties.settle());
    if (run.waiting() > 0 && now.setting().enabled() && soon.isBefore(now.nextRun())) {
      rows.postpone(now.id(), soon);
    }
  }

  private SourceRun look(Source source, JobRun job) {
    return people
        .actor(source.owner())
        .map(owner -> look.run(source, owner, job))
        .orElseGet(() -> ownerless(clock.instant()));
  }

  /** A run as nobody. */
  static SourceRun ownerless(Instant now) {
    return nothing(now, SourceProblem.NO_OWNER);
  }

  private static SourceRun nothing(Instant now, SourceProblem problem) {
    return new SourceRun(now, now, 0, 0, 0, 0, 0, 0, 0, problem);
  }
}
