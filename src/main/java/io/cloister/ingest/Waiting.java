package io.cloister.ingest;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.jobs.JobId;
import io.cloister.jobs.Jobs;
import io.cloister.library.Conflict;
import io.cloister.models.ModelFunction;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/**
 * The documents that wait for a model to hear or see them: because none was routed when they were
 * read, or it did not answer, or they are longer than the limit.
 */
@Service
public class Waiting {

  /** What documents wait for. */
  public static final List<ModelFunction> FUNCTIONS =
      List.of(ModelFunction.TRANSCRIBE, ModelFunction.VISION);

  private final Gaps gaps;
  private final ReadingLimits limits;
  private final AskedModel asked;
  private final Jobs jobs;
  private final AuditTrail audit;
  private final Clock clock;

  Waiting(
      Gaps gaps, ReadingLimits limits, AskedModel asked, Jobs jobs, AuditTrail audit, Clock clock) {
    this.gaps = gaps;
    this.limits = limits;
    this.asked = asked;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param documents that wait, outside the bin
   * @param ready those of them that a model of the route may be sent and no limit holds back
   */
  public record Count(ModelFunction function, long documents, long ready) {}

  /** Of each of {@link #FUNCTIONS}. */
  public List<Count> counts(Actor actor) {
    actor.require(Role.ADMIN, "see how many documents wait for a model");
    return FUNCTIONS.stream().map(this::count).toList();
  }

  /**
   * Has all that are ready read again, in the background and behind all other work.
   *
   * @throws Conflict if none is
   */
  @Transactional
  public JobId retry(ModelFunction function, Actor actor) {
    actor.require(Role.ADMIN, "have documents read again");
    Assert.isTrue(FUNCTIONS.contains(function), () -> "nothing waits for " + function.word());
    var count = count(function);
    if (count.ready() == 0) {
      throw new Conflict(
          "nothing-ready",
          "No document is ready to be read again for '%s'; %d wait"
              .formatted(function.word(), count.documents()),
          "Route it to a model that may be sent their labels, or raise the limit, then try again.");
    }
    audit.record(
        actor,
        AuditEvent.of("documents.retried", "models", function.word())
            .with("documents", count.ready()));
    // nobody's, as who administers is not told the names of all files
    return jobs.submit(
        WaitingJob.KIND,
        new WaitingJob.Wanted(function, clock.instant()).payload(),
        Jobs.Priority.BULK,
        AskedModel.MACHINE);
  }

  Count count(ModelFunction function) {
    var labels = labels(function);
    var counts = gaps.count(function, limits.current().of(function));
    return new Count(
        function,
        counts.values().stream().mapToLong(Gaps.Count::all).sum(),
        counts.entrySet().stream()
            .filter(count -> labels.contains(count.getKey()))
            .mapToLong(count -> count.getValue().reachable())
            .sum());
  }

  /** Those that a model of the route may be sent. */
  List<Label> labels(ModelFunction function) {
    return Arrays.stream(Label.values()).filter(label -> asked.maySend(function, label)).toList();
  }
}
