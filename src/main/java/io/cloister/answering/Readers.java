package io.cloister.answering;

import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.library.AccessScope;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.search.Hit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Whether people may still read what they are being answered from: a model takes its time. */
@Component
class Readers {

  private static final long LOOK_EVERY = Duration.ofSeconds(2).toNanos();

  private final People people;
  private final Collections collections;
  private final Documents documents;

  Readers(People people, Collections collections, Documents documents) {
    this.people = people;
    this.collections = collections;
    this.documents = documents;
  }

  /** What the actor may read now, be they in other groups than at the beginning. */
  AccessScope scopeNow(Actor actor) {
    return people.actor(actor.user()).map(collections::scopeOf).orElse(AccessScope.of());
  }

  boolean mayStillRead(List<Hit> hits, Actor actor) {
    var ids = hits.stream().map(hit -> hit.document().id()).distinct().toList();
    return documents.withheld(ids, scopeNow(actor)).isEmpty();
  }

  /** True once {@code stopped} is, or the actor may not read one of the hits any more. */
  BooleanSupplier until(BooleanSupplier stopped, List<Hit> hits, Actor actor) {
    var looked = new AtomicLong(System.nanoTime());
    var withdrawn = new AtomicBoolean();
    return () -> {
      long last = looked.get();
      long now = System.nanoTime();
      if (now - last > LOOK_EVERY && looked.compareAndSet(last, now)) {
        withdrawn.set(!mayStillRead(hits, actor));
      }
      return withdrawn.get() || stopped.getAsBoolean();
    };
  }
}
