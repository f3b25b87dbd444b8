package io.cloister.models.relay;

import io.cloister.models.wire.Patience;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks after all calls that are open, a few times a second and in one thread: most calls end
 * before it looks at them. Safe for concurrent use.
 */
@Component
public final class Overseers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Overseers.class);
  private static final Duration GLANCE = Duration.ofMillis(400);

  private final Set<Overseer> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService glances =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("relay-overseers").factory());

  Overseers() {
    var _ =
        glances.scheduleWithFixedDelay(
            this::look, GLANCE.toMillis(), GLANCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * @param isGone whether the client is; asked from another thread, which it must not keep waiting
   * @return to be closed when the call has ended
   */
  public Overseer over(BooleanSupplier isGone, Patience patience) {
    var overseer = new Overseer(this, isGone, patience);
    open.add(overseer);
    return overseer;
  }

  private void look() {
    for (var overseer : open) {
      try {
        overseer.look();
      } catch (RuntimeException e) {
        // the others are looked after all the same
        log.error("A call could not be looked after: {}", e.toString());
      }
    }
  }

  void forget(Overseer overseer) {
    open.remove(overseer);
  }

  @Override
  public void close() {
    glances.shutdownNow();
  }
}
