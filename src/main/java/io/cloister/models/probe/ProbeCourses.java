package io.cloister.models.probe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.probe.ProbeCourse.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Tests that go on in the background, so that one can watch them: with a slow model they take
 * longer than anybody waits for a page. Safe for concurrent use.
 */
@Service
public class ProbeCourses {

  private static final Logger log = LoggerFactory.getLogger(ProbeCourses.class);
  private static final Duration REMEMBERED = Duration.ofMinutes(15);
  private static final int MOST = 100;

  private final Probe probe;
  private final Cache<ConnectionId, ProbeCourse> courses =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

  ProbeCourses(Probe probe) {
    this.probe = probe;
  }

  /**
   * Begins a test, unless one of the connection is under way.
   *
   * @param window as for {@link Probe#run}
   */
  public ProbeCourse begin(ConnectionId id, boolean window, Actor actor) {
    actor.require(Role.ADMIN, "try out the connection of a model");
    var first = new ProbeCourse(Step.LIST, new ProbeResult(false, 0, null, List.of()));
    var before = running().putIfAbsent(id, first);
    if (before != null && !(before.hasEnded() && running().replace(id, before, first))) {
      return before;
    }
    Thread.ofVirtual().name("probe").start(() -> run(id, window, actor));
    return first;
  }

  private ConcurrentMap<ConnectionId, ProbeCourse> running() {
    return courses.asMap();
  }

  private void run(ConnectionId id, boolean window, Actor actor) {
    try {
      probe
          .run(id, window, actor, course -> courses.put(id, course))
          .ifPresentOrElse(
              result -> courses.put(id, new ProbeCourse(Step.ENDED, result)),
              () -> courses.invalidate(id));
    } catch (RuntimeException e) {
      courses.invalidate(id);
      log.error("The test of a connection broke off.", e);
    }
  }

  /** The latest test of a connection; empty if there was none lately. */
  public Optional<ProbeCourse> of(ConnectionId id, Actor actor) {
    actor.require(Role.ADMIN, "see how the connection of a model is tried out");
    return Optional.ofNullable(courses.getIfPresent(id));
  }
}
