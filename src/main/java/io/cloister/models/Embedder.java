package io.cloister.models;

/** Turns text into vectors of unit length. Safe for concurrent use. */
public interface Embedder {

  /** Which model this is; vectors of different fingerprints must never be compared. */
  String fingerprint();

  int dimensions();

  /** The most tokens of one text that the vector is made of; what is longer is cut. */
  int window();

  /** How many tokens {@code text} has, special tokens included, by the model's own tokenizer. */
  int countTokens(String text);

  /**
   * @return a vector of {@link #dimensions} and length 1
   */
  float[] embed(String text);
}
