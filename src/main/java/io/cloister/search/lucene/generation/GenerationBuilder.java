package io.cloister.search.lucene.generation;

import io.cloister.library.Document;
import io.cloister.library.document.Versions;
import io.cloister.library.text.Passages;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.Generations.State;
import io.cloister.search.lucene.files.IndexCounts;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Builds generations in the background from the passages that are stored: first all words, then the
 * vectors, document by document, so that a restart goes on where it was. Texts are not read again.
 */
@Component
public class GenerationBuilder {

  private static final Logger log = LoggerFactory.getLogger(GenerationBuilder.class);
  private static final int BEFORE_THE_NEXT_TRY = 20; // seconds
  private static final int SAMPLED = 100;
  private static final int USUAL_TOKENS = 200; // of a passage

  private final LuceneGenerations generations;
  private final GenerationRows rows;
  private final Versions versions;
  private final Passages passages;
  private final Embedder embedder;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("build-generation").factory());

  GenerationBuilder(
      LuceneGenerations generations,
      GenerationRows rows,
      Versions versions,
      Passages passages,
      Embedder embedder,
      Clock clock) {
    this.generations = generations;
    this.rows = rows;
    this.versions = versions;
    this.passages = passages;
    this.embedder = embedder;
    this.clock = clock;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * The one that is searched is brought up to the library; one that was being built goes on; the
   * others forget what was purged before their files heard of it.
   */
  @EventListener(ApplicationStartedEvent.class)
  void start() {
    var searched = generations.active();
    searched.reconciliation().start();
    for (var each : generations.open()) {
      if (isBuilding(each)) {
        build(each);
      } else if (each != searched) {
        thread.execute(() -> tidy(each));
      }
    }
  }

  private static void tidy(IndexGeneration beside) {
    try {
      beside.reconciliation().tidy();
    } catch (RuntimeException e) {
      log.warn(
          "Generation {} of the index may have what was purged: {}", beside.number(), e.toString());
    }
  }

  public void build(IndexGeneration generation) {
    if (!thread.isShutdown()) {
      thread.execute(() -> step(generation));
    }
  }

  private boolean isBuilding(IndexGeneration generation) {
    return rows.find(generation.number()).filter(row -> row.state() == State.BUILDING).isPresent();
  }

  void step(IndexGeneration generation) {
    if (!isBuilding(generation)) {
      return; // dropped meanwhile
    }
    int number = generation.number();
    try {
      boolean isAll = generation.reconciliation().reconcile();
      generation.reconciliation().makeMissingVectors();
      isAll &= generation.reconciliation().reconcile(); // what came meanwhile
      generation.setProblem(null);
      if (isAll && generation.index().read(IndexCounts::of).waiting() == 0) {
        generation.index().sweep();
        rows.built(number, clock.instant());
        log.info("Generation {} of the index is built", number);
        return;
      }
    } catch (EmbedderUnavailable e) {
      generation.setProblem(e.getMessage());
    } catch (RuntimeException e) {
      generation.setProblem(e.getMessage());
      log.warn("Generation {} of the index cannot be built now: {}", number, e.toString());
    }
    if (!thread.isShutdown()) {
      var _ = thread.schedule(() -> step(generation), BEFORE_THE_NEXT_TRY, TimeUnit.SECONDS);
    }
  }

  /** About how many tokens so many passages have, by some of the newest documents. */
  public long tokens(int all) {
    int read = 0;
    long tokens = 0;
    for (var document : versions.documentsAfter(null, SAMPLED)) {
      for (var passage : passages.of(document.current().id(), 0, 1).items()) {
        tokens += tokens(document, passage.text());
        read++;
      }
    }
    return read == 0 ? 0 : all * tokens / read;
  }

  private long tokens(Document document, String text) {
    try {
      return embedder.countTokens(document.title() + "\n" + text);
    } catch (EmbedderUnavailable _) {
      return USUAL_TOKENS;
    }
  }

  @PreDestroy
  void stop() {
    thread.shutdown();
  }
}
