package io.cloister.models;

import io.cloister.governance.Label;
import java.util.List;

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

  /**
   * The same for several that nobody waits for, in their order; no more than {@link #atOnce} of
   * them. Single texts and whatever else this machine has to do may come first.
   *
   * @throws EmbedderUnavailable if the model cannot be run here
   */
  default List<float[]> embed(List<String> texts) {
    return texts.stream().map(this::embed).toList();
  }

  /** How many texts are best given at once. */
  default int atOnce() {
    return 1;
  }

  /** Whether a policy lets texts of {@code label} go where the model runs. */
  default boolean mayRead(Label label) {
    return true;
  }

  /** Where it runs; another after it moved. Empty within this process. */
  default String place() {
    return "";
  }
}
