package io.cloister.models.wire;

import io.cloister.models.Attachment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a model.
 *
 * @param schema the shape that the reply must have; null for plain text
 * @param contextTokens how much the model is known to take; null if nobody knows
 * @param picture shown with the words, a PNG; null if there is none
 * @param tool what the model may call; null if there is nothing
 * @param sound what the model is to write down, instead of any words; null if there is none
 */
public record Prompt(
    String model,
    String system,
    String user,
    int maxTokens,
    @Nullable Map<String, Object> schema,
    Manner manner,
    @Nullable Integer contextTokens,
    byte @Nullable [] picture,
    @Nullable Tool tool,
    @Nullable Attachment sound) {

  /**
   * Something that a model may ask to be done.
   *
   * @param parameters a JSON Schema
   */
  public record Tool(String name, String description, Map<String, Object> parameters) {}

  /** Words only. */
  public Prompt(
      String model,
      String system,
      String user,
      int maxTokens,
      @Nullable Map<String, Object> schema,
      Manner manner) {
    this(model, system, user, maxTokens, schema, manner, null, null, null, null);
  }

  public Prompt within(@Nullable Integer tokens) {
    return new Prompt(model, system, user, maxTokens, schema, manner, tokens, picture, tool, sound);
  }

  public Prompt showing(byte[] png) {
    return new Prompt(
        model, system, user, maxTokens, schema, manner, contextTokens, png, tool, sound);
  }

  public Prompt hearing(Attachment heard) {
    return new Prompt(
        model, system, user, maxTokens, schema, manner, contextTokens, picture, tool, heard);
  }

  public Prompt offering(Tool offered) {
    return new Prompt(
        model, system, user, maxTokens, schema, manner, contextTokens, picture, offered, sound);
  }

  Prompt in(Manner other) {
    return new Prompt(
        model, system, user, maxTokens, schema, other, contextTokens, picture, tool, sound);
  }

  /** Asked for by its shape, and in which way; null for plain text. */
  Manner.@Nullable Shape shape() {
    return schema == null ? null : manner.shape();
  }
}
