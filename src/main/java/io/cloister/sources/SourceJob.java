package io.cloister.sources;

import io.cloister.identity.People;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobRun;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Looks at one source. Whatever an ended run left undone the next one does. */
@Component
class SourceJob implements JobHandler {

  static final String KIND = "source";

  private final SourceRows rows;
  private final SourceRuns runs;
  private final FolderRun folder;
  private final People people;
  private final SourcesProperties properties;
  private final Clock clock;
  private final Set<SourceId> underWay = ConcurrentHashMap.newKeySet();

  SourceJob(
      SourceRows rows,
      SourceRuns runs,
      FolderRun folder,
      People people,
      SourcesProperties properties,
      Clock clock) {
    this.rows = rows;
    this.runs = runs;
    this.folder = folder;
    this.people = people;
    this.properties = properties;
    this.clock = clock;
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
  public void run(JobRun job) {
    var source = rows.find(new SourceId(UUID.fromString(job.payload()))).orElse(null);
    if (source == null || !underWay.add(source.id())) {
      return;
    }
    try {
      var run = look(source, job);
      if (rows.find(source.id()).isPresent()) {
        runs.add(source.id(), run);
      }
      var soon = clock.instant().plus(properties.settle());
      if (run.waiting() > 0 && source.setting().enabled() && soon.isBefore(next(source))) {
        rows.postpone(source.id(), soon);
      }
    } finally {
      underWay.remove(source.id());
    }
  }

  private Instant next(Source source) {
    return rows.find(source.id()).map(Source::nextRun).orElse(Instant.MIN);
  }

  private SourceRun look(Source source, JobRun job) {
    return people
        .actor(source.owner())
        .map(owner -> folder.run(source, owner, job))
        .orElseGet(() -> ownerless(clock.instant()));
  }

  /** A run as nobody. */
  static SourceRun ownerless(Instant now) {
    return new SourceRun(now, now, 0, 0, 0, 0, 0, 0, SourceProblem.NO_OWNER);
  }
}
