package io.cloister.models;

import java.util.Optional;

/** A model by its full name, {@code connection/model}. The model's own part may hold slashes. */
public record ModelName(String connection, String model) {

  public static Optional<ModelName> parse(String text) {
    int slash = text.indexOf('/');
    return slash < 1 || slash == text.length() - 1
        ? Optional.empty()
        : Optional.of(new ModelName(text.substring(0, slash), text.substring(slash + 1)));
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not {@code connection/model}
   */
  public static ModelName of(String text) {
    return parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException("a model is named connection/model, not '" + text + "'"));
  }

  @Override
  public String toString() {
    return connection + "/" + model;
  }
}
