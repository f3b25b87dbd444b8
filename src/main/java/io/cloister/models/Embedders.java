package io.cloister.models;

import java.util.List;
import java.util.Optional;

/** The models that passages can be embedded by. */
public interface Embedders {

  /** The built-in one first, then those of the connections of the deployment. */
  List<Offer> offers();

  /** Empty if no connection has it any more. */
  Optional<Embedder> named(ModelName name);

  /**
   * An embedding model.
   *
   * @param isInside whether texts stay within the organisation
   * @param microsPerMillionTokens what it costs to read, in millionths of the currency unit
   */
  record Offer(ModelName name, boolean isInside, long microsPerMillionTokens) {}
}
