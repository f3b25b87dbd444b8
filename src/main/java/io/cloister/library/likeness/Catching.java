package io.cloister.library.likeness;

import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** After the start sketches the texts of versions that were read before there were sketches. */
@Component
final class Catching {

  private static final Logger log = LoggerFactory.getLogger(Catching.class);
  private static final int A_PART = 50;

  private final Likenesses likenesses;
  private volatile boolean ending;
  private final Thread thread = Thread.ofPlatform().daemon().name("sketches").unstarted(this::run);

  Catching(Likenesses likenesses) {
    this.likenesses = likenesses;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    thread.start();
  }

  private void run() {
    try {
      for (var some = likenesses.unsketched(A_PART);
          !some.isEmpty() && !ending;
          some = likenesses.unsketched(A_PART)) {
        for (var version : some) {
          if (!ending) {
            likenesses.sketch(version);
          }
        }
      }
    } catch (RuntimeException e) {
      log.warn("Older texts are compared after the next start: {}", e.toString());
    }
  }

  @PreDestroy
  void end() throws InterruptedException {
    ending = true;
    thread.join(10_000);
  }
}
