package io.cloister.models.prompt;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which models want the same words: guessed from the name that a model goes by. */
public final class Family {

  /** The words for all models that have none of their own. */
  public static final String ANY = "";

  public static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,29}");

  private static final List<String> KNOWN =
      List.of(
          "claude",
          "codestral",
          "command",
          "deepseek",
          "gemini",
          "gemma",
          "gpt",
          "granite",
          "grok",
          "llama",
          "ministral",
          "mistral",
          "mixtral",
          "nemotron",
          "olmo",
          "phi",
          "qwen",
          "qwq",
          "smollm");
  private static final Pattern BEGINNING = Pattern.compile("^[a-z]+");

  private Family() {}

  /**
   * As {@code qwen} for {@code Qwen/Qwen3-4B-Instruct}: a family known by name, else the letters
   * that the last part of the name begins with; {@link #ANY} if there are none.
   */
  public static String of(String model) {
    var name = model.toLowerCase(Locale.ROOT);
    var last = name.substring(name.lastIndexOf('/') + 1);
    for (var part : List.of(last, name)) {
      for (var family : KNOWN) {
        if (part.contains(family)) {
          return family;
        }
      }
    }
    var beginning = BEGINNING.matcher(last);
    return beginning.find() && beginning.group().length() <= 30 ? beginning.group() : ANY;
  }
}
