package io.cloister.models;

/** Turns text into vectors of unit length. Safe for concurrent use. */
public interface Embedder {

  /** What it is called, behind {@code builtin/}. */
  String name();

  /** Which model this is; vectors of different fingerprints must never be compared. */
  String fingerprint();

  int dimensions();

  /** The most tokens of one text that the vector is made of; what is longer is cut. */
  int window();

  /**
   * How many tokens {@code text} has, special tokens included, by the model's own tokenizer.
   *
   * @throws EmbedderUnavailable if the model cannot be run here
   */
  int countTokens(String text);

  /**
   * Whether the model was made for what {@code text} is written in, as far as its letters tell. Of
   * other texts the vector says little.
   */
  boolean isMadeFor(String text);

  /**
   * @return a vector of {@link #dimensions} and length 1
   * @throws EmbedderUnavailable if the model cannot be run here
   */
  float[] embed(String text);
}
