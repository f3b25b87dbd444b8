package io.cloister.search.lucene.generation;

import io.cloister.governance.Label;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.Passage;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.EmbeddingCourse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Embeds passages, as many at once as there are processors. */
public final class Vectors {

  private static final int MOST_TITLE = 160;

  private final Embedder embedder;
  private final Turns threads = new Turns(Runtime.getRuntime().availableProcessors());

  Vectors(Embedder embedder) {
    this.embedder = embedder;
  }

  /**
   * @param label of the document they are from
   * @return one for each passage, null where the model is not made for what it is written in, or a
   *     policy keeps it from the model
   * @throws EmbedderUnavailable if the model does not run here, or this was closed
   * @throws CancellationException if {@code course} stopped it; nothing more is embedded then
   */
  List<float @Nullable []> of(
      String title, Label label, List<Passage> passages, EmbeddingCourse course) {
    if (!embedder.mayRead(label)) {
      return none(passages);
    }
    int some = embedder.atOnce();
    var futures = new ArrayList<Future<List<float @Nullable []>>>();
    try {
      for (int from = 0; from < passages.size(); from += some) {
        var part = passages.subList(from, Math.min(passages.size(), from + some));
        futures.add(threads.submit(part.getFirst().ordinal(), () -> embedded(title, part)));
      }
      var made = new ArrayList<float @Nullable []>();
      futures.forEach(future -> made.addAll(result(future, course)));
      return made;
    } catch (RejectedExecutionException e) {
      throw closed(e);
    } finally {
      futures.forEach(future -> future.cancel(false)); // what was not waited for
    }
  }

  /** What {@link #of} gives of passages none of which gets a vector. */
  static List<float @Nullable []> none(List<Passage> passages) {
    return passages.stream().<float @Nullable []>map(_ -> null).toList();
  }

  /**
   * Whether any of the passages gets a vector.
   *
   * @throws EmbedderUnavailable if that cannot be told
   */
  boolean areWanted(Label label, List<Passage> passages) {
    return embedder.mayRead(label)
        && passages.stream().anyMatch(each -> embedder.isMadeFor(each.text()));
  }

  /**
   * The labels that a policy lets the model read; none if there is no policy for it, as what runs
   * in this process reads all.
   *
   * @throws EmbedderUnavailable if that cannot be told
   */
  Set<Label> allowed() {
    var allowed = EnumSet.noneOf(Label.class);
    if (!embedder.place().isEmpty()) {
      Arrays.stream(Label.values()).filter(embedder::mayRead).forEach(allowed::add);
    }
    return allowed;
  }

  /** The query's vector; null if it is not written in what the model was made for, or cannot be. */
  public float @Nullable [] ofQuery(String words) {
    if (words.isBlank() || !embedder.isMadeFor(words) || !embedder.mayRead(Label.INTERNAL)) {
      return null;
    }
    try {
      return embedder.embed(words);
    } catch (EmbedderUnavailable _) {
      return null;
    }
  }

  private List<float @Nullable []> embedded(String title, List<Passage> passages) {
    var readable = passages.stream().filter(each -> embedder.isMadeFor(each.text())).toList();
    var vectors = embedder.embed(readable.stream().map(each -> text(title, each)).toList());
    var made = new ArrayList<float @Nullable []>();
    int next = 0;
    for (var passage : passages) {
      boolean has = next < readable.size() && readable.get(next).equals(passage);
      made.add(has ? vectors.get(next++) : null);
    }
    return made;
  }

  /** What a passage says depends on what it is from: its document's title goes before it. */
  private static String text(String title, Passage passage) {
    var shortTitle = Excerpt.of(title, MOST_TITLE).strip();
    return shortTitle.isEmpty() || passage.text().startsWith(shortTitle)
        ? passage.text()
        : shortTitle + "\n" + passage.text();
  }

  private static List<float @Nullable []> result(
      Future<List<float @Nullable []>> future, EmbeddingCourse course) {
    try {
      while (!course.isStopped()) {
        try {
          var vectors = future.get(200, TimeUnit.MILLISECONDS);
          vectors.forEach(_ -> course.embedded());
          return vectors;
        } catch (TimeoutException _) {
          // it is the turn of other texts
        } catch (CancellationException e) {
          throw closed(e);
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

  private static EmbedderUnavailable closed(RuntimeException e) {
    return new EmbedderUnavailable("the generation was closed while embedding", e);
  }

  void close() {
    threads.close();
  }
}
