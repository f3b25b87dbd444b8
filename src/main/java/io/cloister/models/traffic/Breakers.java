package io.cloister.models.traffic;

import io.cloister.models.connection.ConnectionId;
import io.cloister.models.wire.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Leaves an endpoint alone for a while once it has failed several times, or has asked for it. After
 * the pause one call is let through; it ends the pause or begins another. Safe for concurrent use.
 */
@Component
public final class Breakers {

  private final ModelProperties properties;
  private final Clock clock;
  private final Map<ConnectionId, Breaker> breakers = new ConcurrentHashMap<>();

  Breakers(ModelProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /** How long the endpoint is left alone from now; null if it may be asked. */
  public @Nullable Duration pause(ConnectionId id) {
    return of(id).pause(clock.instant());
  }

  /** Whether it may be asked now; after a pause this lets one caller through. */
  public boolean admits(ConnectionId id) {
    return of(id).admits(clock.instant());
  }

  public void succeeded(ConnectionId id) {
    of(id).reset();
  }

  /** It answered, though not with what was wanted: as an endpoint it lives. */
  private void answered(ConnectionId id) {
    of(id).reset();
  }

  private void failed(ConnectionId id) {
    of(id).fail(clock.instant());
  }

  private void askedToWait(ConnectionId id, Duration time) {
    of(id).rest(clock.instant().plus(time));
  }

  /** What a failure says of the endpoint. */
  public void learn(ConnectionId id, Failure failure) {
    if (failure.cause() == Failure.Cause.BUSY) {
      return; // it was not asked
    }
    if (failure.retryAfter() != null) {
      askedToWait(id, failure.retryAfter());
    } else if (failure.cause().isOfTheEndpoint()) {
      failed(id);
    } else {
      answered(id);
    }
  }

  private Breaker of(ConnectionId id) {
    return breakers.computeIfAbsent(id, _ -> new Breaker());
  }

  private final class Breaker {

    private final Deque<Instant> failures = new ArrayDeque<>();
    private @Nullable Instant until;
    private boolean trying;

    synchronized @Nullable Duration pause(Instant now) {
      return until != null && until.isAfter(now) ? Duration.between(now, until) : null;
    }

    synchronized boolean admits(Instant now) {
      if (until == null) {
        return true;
      }
      if (until.isAfter(now)) {
        return false;
      }
      trying = true;
      // the others wait on; whoever is let through may never report back
      until = now.plus(properties.pause());
      return true;
    }

    synchronized void reset() {
      failures.clear();
      until = null;
      trying = false;
    }

    synchronized void fail(Instant now) {
      failures.addLast(now);
      while (!failures.isEmpty()
          && failures.getFirst().isBefore(now.minus(properties.failuresWithin()))) {
        failures.removeFirst();
      }
      if (trying || failures.size() >= properties.failures()) {
        trying = false;
        until = now.plus(properties.pause());
        failures.clear();
      }
    }

    synchronized void rest(Instant end) {
      trying = false;
      if (until == null || until.isBefore(end)) {
        until = end;
      }
    }
  }
}
