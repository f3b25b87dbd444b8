package io.cloister.api;

import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Halves of surrogate pairs are no text, and UTF-8 has no place for them: a title that holds one
 * would break every list that it stands in. They are written as U+FFFD wherever they came from.
 */
final class WellFormedText {

  private WellFormedText() {}

  private static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repaired(text);
      }
    }
    return text;
  }

  private static String repaired(String text) {
    var whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\ufffd' : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  /** Of values. */
  @JacksonComponent
  static final class Values extends ValueSerializer<String> {

    @Override
    public void serialize(String text, JsonGenerator json, SerializationContext context) {
      json.writeString(of(text));
    }

    @Override
    public boolean isEmpty(SerializationContext context, String text) {
      return text.isEmpty();
    }
  }

  /** Of the names in maps. */
  @JacksonComponent(type = String.class, scope = JacksonComponent.Scope.KEYS)
  static final class Keys extends ValueSerializer<String> {

    @Override
    public void serialize(String text, JsonGenerator json, SerializationContext context) {
      json.writeName(of(text));
    }
  }
}
