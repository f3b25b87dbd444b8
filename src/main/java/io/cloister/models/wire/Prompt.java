package io.cloister.models.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a model.
 *
 * @param schema the shape that the reply must have; null for plain text
 */
public record Prompt(
    String model,
    String system,
    String user,
    int maxTokens,
    @Nullable Map<String, Object> schema,
    Manner manner) {

  Prompt in(Manner other) {
    return new Prompt(model, system, user, maxTokens, schema, other);
  }
}
