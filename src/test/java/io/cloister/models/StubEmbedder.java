package io.cloister.models;

import java.util.function.Function;

/** In place of a model: its vectors are by the test's rule, and each text is one token long. */
public class StubEmbedder implements Embedder {

  private final String name;
  private final int dimensions;
  private final Function<String, float[]> rule;

  public StubEmbedder(String name, int dimensions, Function<String, float[]> rule) {
    this.name = name;
    this.dimensions = dimensions;
    this.rule = rule;
  }

  /** The one that is built in, on a machine on which it does not run. */
  public static StubEmbedder unavailable() {
    return new StubEmbedder(
        "all-minilm-l6-v2",
        384,
        _ -> {
          throw new EmbedderUnavailable("no model runs here", new IllegalStateException());
        });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String fingerprint() {
    return name;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int window() {
    return 256;
  }

  @Override
  public int countTokens(String text) {
    return 1;
  }

  @Override
  public boolean isMadeFor(String text) {
    return true;
  }

  @Override
  public float[] embed(String text) {
    return rule.apply(text);
  }
}
