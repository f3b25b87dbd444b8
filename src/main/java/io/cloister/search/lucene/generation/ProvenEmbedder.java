package io.cloister.search.lucene.generation;

import io.cloister.governance.Label;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The model that a generation was made with, wherever it is reached now. Whenever its address
 * changes it must first prove by its vectors that it is still the same one: vectors of another
 * would be compared with those in the index, and every result would be chance. One that is refused
 * is asked again after a minute.
 */
public final class ProvenEmbedder implements Embedder {

  // five calls that somebody pays for, which every search would make again
  private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

  private final Supplier<Embedder> reached;
  private final String fingerprint;
  private final Probes probes;
  private volatile String proven = "";
  private volatile @Nullable Refused refused;

  private record Refused(String place, long since) {

    boolean stillIs(String other) {
      return place.equals(other) && System.nanoTime() - since < REFUSED_FOR.toNanos();
    }
  }

  /**
   * @param reached what answers under the generation's name now
   */
  ProvenEmbedder(Supplier<Embedder> reached, String fingerprint, Probes probes) {
    this.reached = reached;
    this.fingerprint = fingerprint;
    this.probes = probes;
  }

  private Embedder embedder() {
    var embedder = reached.get();
    var place = embedder.name() + " " + embedder.place();
    if (!proven.equals(place)) {
      var before = refused;
      if (before != null && before.stillIs(place)) {
        throw anotherModel(embedder);
      }
      if (!probes.areOfTheSameModelAs(Probes.of(embedder))) {
        refused = new Refused(place, System.nanoTime());
        throw anotherModel(embedder);
      }
      proven = place;
    }
    return embedder;
  }

  private EmbedderUnavailable anotherModel(Embedder embedder) {
    return new EmbedderUnavailable(
        "%s is not the model that the index was made with; build a generation for it"
            .formatted(embedder.name()),
        new IllegalStateException(fingerprint));
  }

  @Override
  public String name() {
    return reached.get().name();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public int dimensions() {
    return embedder().dimensions();
  }

  @Override
  public int window() {
    return reached.get().window();
  }

  @Override
  public int countTokens(String text) {
    return reached.get().countTokens(text);
  }

  @Override
  public boolean isMadeFor(String text) {
    return reached.get().isMadeFor(text);
  }

  @Override
  public boolean mayRead(Label label) {
    return reached.get().mayRead(label);
  }

  @Override
  public int atOnce() {
    return reached.get().atOnce();
  }

  @Override
  public String place() {
    return reached.get().place();
  }

  @Override
  public float[] embed(String text) {
    return embedder().embed(text);
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return embedder().embed(texts);
  }
}
