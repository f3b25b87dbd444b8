package io.cloister.drafting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads a template.yaml; each complaint names the place in the file. */
final class TemplateFile {

  private TemplateFile() {}

  /**
   * @throws IllegalArgumentException if it is not what a template must be
   */
  static Template read(String yaml, String prompt, String example) {
    var root = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml), "the file");
    return new Template(
        text(root, "id", ""),
        words(root, "name", ""),
        words(root, "description", ""),
        one(Template.Kind.class, text(root, "kind", ""), "kind"),
        inputs(root),
        plans(root),
        prompt,
        example);
  }

  private static List<Template.Input> inputs(Map<?, ?> root) {
    var inputs = new ArrayList<Template.Input>();
    for (var entry : list(root, "inputs")) {
      var at = "inputs[%d].".formatted(inputs.size());
      var input = map(entry, at);
      inputs.add(
          new Template.Input(
              text(input, "name", at),
              words(input, "label", at),
              one(Template.Input.Type.class, text(input, "type", at), at + "type"),
              Boolean.TRUE.equals(input.get("required"))));
    }
    return inputs;
  }

  private static List<Template.Plan> plans(Map<?, ?> root) {
    var plans = new ArrayList<Template.Plan>();
    for (var entry : list(root, "sections")) {
      var at = "sections[%d].".formatted(plans.size());
      var plan = map(entry, at);
      if (!(plan.get("sentences") instanceof Integer sentences)) {
        throw new IllegalArgumentException(at + "sentences must be a number");
      }
      plans.add(
          new Template.Plan(
              text(plan, "id", at),
              words(plan, "heading", at),
              words(plan, "seeks", at),
              sentences,
              plan.containsKey("needs")
                  ? one(Template.Need.class, text(plan, "needs", at), at + "needs")
                  : null));
    }
    return plans;
  }

  private static Words words(Map<?, ?> parent, String key, String at) {
    var words = new HashMap<String, String>();
    map(parent.get(key), at + key)
        .forEach((language, text) -> words.put(String.valueOf(language), String.valueOf(text)));
    if (!words.containsKey(Words.ENGLISH)) {
      throw new IllegalArgumentException(at + key + ".en is missing");
    }
    return new Words(words);
  }

  private static String text(Map<?, ?> parent, String key, String at) {
    if (parent.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException(at + key + " must be a text");
  }

  private static List<?> list(Map<?, ?> parent, String key) {
    if (parent.get(key) instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(key + " must be a list");
  }

  private static Map<?, ?> map(@Nullable Object value, String at) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(at + " must have keys and values");
  }

  private static <E extends Enum<E>> E one(Class<E> kind, String word, String at) {
    for (var value : kind.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException("%s must not be '%s'".formatted(at, word));
  }
}
