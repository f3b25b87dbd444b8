package io.cloister.api.ingest;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.SignedIn;
import io.cloister.ingest.DocumentAdvanced;
import io.cloister.jobs.JobChanged;
import io.cloister.library.collection.Collections;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages what came further, each only what its reader may see at that moment. A reader
 * who is too slow misses some: news only say that there is something to fetch.
 */
@Component
class News {

  private static final int WAITING = 200;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(4); // whether it may still listen
  private static final int LOOKS_BETWEEN_COMMENTS = 3;

  private final Collections collections;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  News(Collections collections) {
    this.collections = collections;
  }

  private record Item(String name, Map<String, String> data, Predicate<Actor> isFor) {}

  private static final class Listener {

    private final SignedIn reader;
    private final SseEmitter emitter = new SseEmitter(0L);
    private final BlockingQueue<Item> waiting = new ArrayBlockingQueue<>(WAITING);
    private final long until;
    private volatile boolean open = true;

    Listener(SignedIn reader, Duration most) {
      this.reader = reader;
      this.until = System.nanoTime() + most.toNanos();
    }
  }

  /** News for the reader until they sign out, lose the right to listen, or the time is up. */
  SseEmitter open(SignedIn reader, Duration most) {
    var listener = new Listener(reader, most);
    listener.emitter.onCompletion(() -> close(listener));
    listener.emitter.onTimeout(() -> close(listener));
    listener.emitter.onError(_ -> close(listener));
    listeners.add(listener);
    Thread.ofVirtual().name("news").start(() -> serve(listener));
    return listener.emitter;
  }

  @EventListener
  void told(DocumentAdvanced event) {
    tell(
        new Item(
            "document",
            Map.of("id", event.document().toString(), "state", event.status().word()),
            actor -> collections.scopeOf(actor).covers(event.collection())));
  }

  @EventListener
  void told(JobChanged event) {
    var job = event.job();
    tell(
        new Item(
            "job",
            Map.of("id", job.id().toString(), "state", job.state().word()),
            actor -> actor.is(Role.ADMIN) || actor.user().equals(job.owner())));
  }

  private void tell(Item item) {
    listeners.forEach(listener -> listener.waiting.offer(item));
  }

  private void serve(Listener listener) {
    try {
      listener.emitter.send(SseEmitter.event().comment("open"));
      for (int looks = 1; listener.open && !closed; ) {
        var left = Math.min(listener.until - System.nanoTime(), LOOK_EVERY.toNanos());
        if (left <= 0) {
          break;
        }
        var item = listener.waiting.poll(left, TimeUnit.NANOSECONDS);
        var actor = listener.reader.now();
        if (actor.isEmpty() || !listener.open || closed) {
          break;
        }
        if (item == null) {
          if (looks++ % LOOKS_BETWEEN_COMMENTS == 0) {
            listener.emitter.send(SseEmitter.event().comment("still here"));
          }
        } else if (item.isFor().test(actor.get())) {
          listener.emitter.send(SseEmitter.event().name(item.name()).data(item.data()));
        }
      }
      listener.emitter.complete();
    } catch (IOException | IllegalStateException _) {
      // the reader has gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close(listener);
    }
  }

  private void close(Listener listener) {
    listener.open = false;
    listeners.remove(listener);
  }

  /** A stopping server waits for its answers to end; these would never. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closed = true;
    for (var listener : Set.copyOf(listeners)) {
      close(listener);
      listener.emitter.complete();
    }
  }
}
