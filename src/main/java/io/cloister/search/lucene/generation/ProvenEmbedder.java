package io.cloister.search.lucene.generation;

import io.cloister.governance.Label;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import java.util.List;
import java.util.function.Supplier;

/**
 * The model that a generation was made with, wherever it is reached now. Whenever its address
 * changes it must first prove by its vectors that it is still the same one: vectors of another
 * would be compared with those in the index, and every result would be chance.
 */
public final class ProvenEmbedder implements Embedder {

  private final Supplier<Embedder> reached;
  private final String fingerprint;
  private final Probes probes;
  private volatile String proven = "";

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
      if (!probes.areOfTheSameModelAs(Probes.of(embedder))) {
        throw new EmbedderUnavailable(
            "%s is not the model that the index was made with; build a generation for it"
                .formatted(embedder.name()),
            new IllegalStateException(fingerprint));
      }
      proven = place;
    }
    return embedder;
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
