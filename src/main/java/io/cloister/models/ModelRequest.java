package io.cloister.models;

import io.cloister.governance.Label;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param function what for; decides the route
 * @param label the strictest label of everything in the prompt; decides where it may go
 * @param labelNow the same, asked again right before it is sent
 * @param system the instructions
 * @param user the task with its sources, already delimited as untrusted
 * @param maxTokens the longest reply wanted
 * @param jsonSchema the shape the reply must have, as a JSON Schema; null for plain text. A model
 *     that cannot keep to a schema may still reply in another shape: the caller validates
 * @param document the document the call is about, for the log; null if about several or none
 * @param prompted which prompt the words are of; null if they are the caller's own, which no family
 *     of models gets in others
 * @param shorter the same with less in it, for a model that it is too long for; null if nothing of
 *     it can be left out
 * @param subject what rules of the router may go by; null if there is nothing to tell
 * @param chosen the model that somebody chose, which alone is asked, whatever is routed; null to go
 *     by the route
 * @param attachment what the model is shown or hears; null for words alone
 */
public record ModelRequest(
    ModelFunction function,
    Label label,
    String system,
    String user,
    int maxTokens,
    @Nullable Map<String, Object> jsonSchema,
    @Nullable String document,
    @Nullable Prompted prompted,
    @Nullable ModelRequest shorter,
    @Nullable Subject subject,
    @Nullable ModelName chosen,
    @Nullable Attachment attachment,
    LabelNow labelNow) {

  /**
   * @param question in the words of whoever asks
   * @param sources how many of them the prompt holds
   */
  public record Subject(String question, int sources) {}

  /**
   * A request in words of the caller's own, of which nothing can be left out, with a label that
   * does not change.
   */
  public ModelRequest(
      ModelFunction function,
      Label label,
      String system,
      String user,
      int maxTokens,
      @Nullable Map<String, Object> jsonSchema,
      @Nullable String document) {
    this(
        function,
        label,
        system,
        user,
        maxTokens,
        jsonSchema,
        document,
        null,
        null,
        null,
        null,
        null,
        () -> label);
  }

  /**
   * The prompt that was filled.
   *
   * @param name with its version, as the log has it
   * @param values what it was filled with
   */
  public record Prompted(String name, Map<String, Object> values) {

    public Prompted {
      values = Map.copyOf(values);
    }
  }

  public @Nullable String promptName() {
    return prompted == null ? null : prompted.name();
  }

  /** The same, with what is to be asked if it is too long. */
  public ModelRequest orShorter(@Nullable ModelRequest other) {
    return with(label, labelNow, other, subject, chosen, attachment);
  }

  /** The same, with what rules may go by. */
  public ModelRequest about(String question, int sources) {
    return with(label, labelNow, shorter, new Subject(question, sources), chosen, attachment);
  }

  /** The same, to be asked of this model alone; null for the route's. */
  public ModelRequest of(@Nullable ModelName model) {
    return with(label, labelNow, shorter, subject, model, attachment);
  }

  /** The same, with something to be seen or heard. */
  public ModelRequest with(Attachment shown) {
    return with(label, labelNow, shorter, subject, chosen, shown);
  }

  /** The same, whose label may change while it waits. */
  public ModelRequest labelled(LabelNow now) {
    var less = shorter == null ? null : shorter.labelled(now);
    return with(label, now, less, subject, chosen, attachment);
  }

  /** The same, with the label that it has by now. */
  public ModelRequest labelled(Label now) {
    return with(now, labelNow, shorter, subject, chosen, attachment);
  }

  /** How many tokens what is attached comes to, as far as can be told. */
  public int attachedTokens() {
    return attachment == null ? 0 : attachment.tokens();
  }

  private ModelRequest with(
      Label strictest,
      LabelNow now,
      @Nullable ModelRequest other,
      @Nullable Subject about,
      @Nullable ModelName model,
      @Nullable Attachment shown) {
    return new ModelRequest(
        function,
        strictest,
        system,
        user,
        maxTokens,
        jsonSchema,
        document,
        prompted,
        other,
        about,
        model,
        shown,
        now);
  }
}
