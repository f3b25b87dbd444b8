package io.cloister.models.builtin;

import io.cloister.models.EmbedderUnavailable;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.RankReply;
import io.cloister.models.wire.WireReply;
import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * A ranking model of one's own, run in this process: {@link CrossEncoder}. It loads before the
 * start goes on, and ends it if it cannot be used, as a route that names it would silently rank
 * nothing.
 */
@Component
@ConditionalOnProperty("cloister.models.builtin.reranker-folder")
final class BuiltinReranker implements Reranker {

  private static final Logger log = LoggerFactory.getLogger(BuiltinReranker.class);
  private static final String SETTING = "cloister.models.builtin.reranker-folder";
  private static final Duration ENDING = Duration.ofSeconds(10);

  private final ModelFiles files;
  private final CrossEncoder model;
  // as many as there are cores, however many search: more would only take turns
  private final ExecutorService cores =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("rank-", 0).factory());

  BuiltinReranker(BuiltinProperties properties) {
    files = ModelFiles.in(Path.of(properties.rerankerFolder()), SETTING);
    if (!properties.folder().isBlank()
        && files.name().equals(ModelFiles.in(Path.of(properties.folder()), "").name())) {
      throw new IllegalStateException(
          "The folders of the embedding and of the ranking model must have different names, not"
              + " both '%s'".formatted(files.name()));
    }
    model = CrossEncoder.load(files, properties.nativeCode());
    model.weigh("Does it rank?", "It ranks.");
    log.info("Texts can be ranked by builtin/{}.", files.name());
  }

  @Override
  public String name() {
    return files.name();
  }

  @Override
  public int window() {
    return files.window();
  }

  @Override
  public RankReply rank(String query, List<String> texts, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    var weighing = new ArrayList<Future<CrossEncoder.Weighed>>();
    try {
      for (var text : texts) {
        weighing.add(cores.submit(() -> model.weigh(query, text)));
      }
      var scores = new ArrayList<Double>();
      int tokens = 0;
      for (var each : weighing) {
        var weighed = each.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        scores.add(weighed.score());
        tokens += weighed.tokens();
      }
      return new RankReply.Scores(scores, new WireReply.Counts(tokens, 0, false));
    } catch (TimeoutException _) {
      return failed(Failure.Cause.TIMED_OUT);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EmbedderUnavailable unavailable) {
        log.warn("{}", unavailable.getMessage());
      }
      return failed(Failure.Cause.SERVER_ERROR);
    } catch (RejectedExecutionException | CancellationException _) {
      return failed(Failure.Cause.BUSY); // the process ends
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failed(Failure.Cause.BUSY);
    } finally {
      // only what has not begun: native code does not listen
      weighing.forEach(each -> each.cancel(false));
    }
  }

  private static RankReply failed(Failure.Cause cause) {
    return new RankReply.Failed(Failure.of(cause));
  }

  @PreDestroy
  void close() throws InterruptedException {
    cores.shutdownNow();
    // native memory: used after it was freed it would take the whole process down
    if (cores.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
      model.close();
    }
  }
}
