package io.cloister.search.lucene;

import io.cloister.library.text.Excerpt;
import io.cloister.library.text.Passage;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.EmbeddingCourse;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Embeds passages, as many at once as there are processors. */
@Component
class Vectors {

  private static final int MOST_TITLE = 160;

  private final Embedder embedder;
  private final Turns threads = new Turns(Runtime.getRuntime().availableProcessors());

  Vectors(Embedder embedder) {
    this.embedder = embedder;
  }

  /**
   * @return one for each passage, null where the model is not made for what it is written in
   * @throws EmbedderUnavailable if the model does not run here
   * @throws CancellationException if {@code course} stopped it; nothing more is embedded then
   */
  List<float @Nullable []> of(String title, List<Passage> passages, EmbeddingCourse course) {
    var futures =
        passages.stream()
            .map(passage -> threads.submit(passage.ordinal(), embedding(title, passage)))
            .toList();
    try {
      return futures.stream().<float @Nullable []>map(future -> result(future, course)).toList();
    } finally {
      futures.forEach(future -> future.cancel(false)); // what was not waited for
    }
  }

  /** The query's vector; null if it is not written in what the model was made for, or cannot be. */
  float @Nullable [] ofQuery(String words) {
    if (words.isBlank() || !embedder.isMadeFor(words)) {
      return null;
    }
    try {
      return embedder.embed(words);
    } catch (EmbedderUnavailable _) {
      return null;
    }
  }

  private Callable<float @Nullable []> embedding(String title, Passage passage) {
    return () -> embedder.isMadeFor(passage.text()) ? embedder.embed(text(title, passage)) : null;
  }

  /** What a passage says depends on what it is from: its document's title goes before it. */
  private static String text(String title, Passage passage) {
    var shortTitle = Excerpt.of(title, MOST_TITLE).strip();
    return shortTitle.isEmpty() || passage.text().startsWith(shortTitle)
        ? passage.text()
        : shortTitle + "\n" + passage.text();
  }

  private static float @Nullable [] result(
      Future<float @Nullable []> future, EmbeddingCourse course) {
    try {
      while (!course.isStopped()) {
        try {
          var vector = future.get(200, TimeUnit.MILLISECONDS);
          course.embedded();
          return vector;
        } catch (TimeoutException _) {
          // it is the turn of other texts
        }
      }
      throw new CancellationException("embedding was stopped");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbedderUnavailable("interrupted while embedding", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EmbedderUnavailable unavailable) {
        throw unavailable;
      }
      throw new EmbedderUnavailable("embedding failed: " + e.getCause(), e);
    }
  }

  @PreDestroy
  void close() {
    threads.close();
  }
}
