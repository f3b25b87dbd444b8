package io.cloister.models.call;

import java.util.regex.Pattern;

/** The marks that models like to put around JSON though they were asked not to. */
final class Fences {

  private static final Pattern FENCED =
      Pattern.compile("\\A\\s*```(?:json)?\\s*\\R(.*?)\\R\\s*```\\s*\\z", Pattern.DOTALL);

  private Fences() {}

  static String removed(String text) {
    var fenced = FENCED.matcher(text);
    return fenced.matches() ? fenced.group(1) : text;
  }
}
