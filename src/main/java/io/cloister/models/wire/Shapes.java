package io.cloister.models.wire;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How a shape is asked for in words, and what each dialect can be told of it. */
final class Shapes {

  private static final JsonMapper JSON = new JsonMapper();

  // what structured outputs of Anthropic refuse; the caller checks them all the same
  private static final Set<String> LIMITS =
      Set.of(
          "maxItems",
          "minItems",
          "maxLength",
          "minLength",
          "maximum",
          "minimum",
          "exclusiveMaximum",
          "exclusiveMinimum",
          "multipleOf",
          "pattern",
          "uniqueItems",
          "maxProperties",
          "minProperties");

  private Shapes() {}

  /** The instructions, with the shape in words where the dialect has no better way to tell it. */
  static String system(Prompt prompt, boolean inWords) {
    if (prompt.schema() == null || !inWords) {
      return prompt.system();
    }
    return prompt.system()
        + "\n\nReply with one JSON object only, nothing before or after it, by this JSON Schema:\n"
        + JSON.writeValueAsString(prompt.schema());
  }

  /** Whether each object in it says all its fields, needs them, and allows no other. */
  static boolean isClosed(@Nullable Object schema) {
    return switch (schema) {
      case Map<?, ?> map -> {
        if ("object".equals(map.get("type"))) {
          var fields = map.get("properties") instanceof Map<?, ?> some ? some : Map.of();
          var needed = map.get("required") instanceof Collection<?> some ? some : List.of();
          if (!Boolean.FALSE.equals(map.get("additionalProperties"))
              || !needed.containsAll(fields.keySet())) {
            yield false;
          }
        }
        yield map.values().stream().allMatch(Shapes::isClosed);
      }
      case List<?> list -> list.stream().allMatch(Shapes::isClosed);
      case null, default -> true;
    };
  }

  /** The same without limits of numbers and lengths, and closed. */
  static Map<String, Object> plain(Map<String, Object> schema) {
    var plain = new LinkedHashMap<String, Object>();
    schema.forEach((word, value) -> {
      if (!LIMITS.contains(word)) {
        plain.put(word, word.equals("properties") ? fields(value) : part(value));
      }
    });
    if ("object".equals(schema.get("type"))) {
      plain.put("additionalProperties", false);
    }
    return plain;
  }

  /** The names of fields are free: one may be called as a limit is. */
  private static Object fields(Object properties) {
    if (!(properties instanceof Map<?, ?> map)) {
      return properties;
    }
    var fields = new LinkedHashMap<String, Object>();
    map.forEach((name, schema) -> fields.put(String.valueOf(name), part(schema)));
    return fields;
  }

  @SuppressWarnings("unchecked")
  private static Object part(Object value) {
    return switch (value) {
      case Map<?, ?> map -> plain((Map<String, Object>) map);
      case List<?> list -> list.stream().map(each -> part(each)).toList();
      default -> value;
    };
  }
}
