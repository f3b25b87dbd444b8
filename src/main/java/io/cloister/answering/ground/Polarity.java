package io.cloister.answering.ground;

import java.util.List;
import java.util.Set;

/** Whether words deny, and which words say the opposite of each other. */
final class Polarity {

  private static final Set<String> DENIALS =
      Set.of(
          "not", "no", "never", "none", "neither", "nor", "cannot", "without", "nobody", "nothing",
          "nowhere", "hardly", "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines",
          "nie", "niemals", "niemand", "nichts", "ohne", "weder", "pas", "jamais", "aucun",
          "aucune", "sans", "ni", "nunca", "ningún", "ninguna", "sin", "jamás", "لا", "لم", "لن",
          "ليس", "ليست", "غير", "не", "нет", "ни");
  private static final List<Set<Set<String>>> OPPOSITES =
      List.of(
          pair("before", "after"),
          pair("more greater higher larger above over", "less fewer lower smaller below under"),
          pair(
              "increase increased increases increasing rose rises grew grows",
              "decrease decreased decreases decreasing fell falls declined declines shrank"),
          pair("first", "last"),
          pair("maximum most", "minimum least"),
          pair("earliest oldest", "latest newest"),
          pair("allowed permitted may", "forbidden prohibited banned"),
          pair("required mandatory must", "optional voluntary"),
          pair("includes including included", "excludes excluding excluded"),
          pair("north northern", "south southern"),
          pair("east eastern", "west western"),
          pair("all every always", "none never"),
          pair("accepted approved", "rejected refused denied"),
          pair("vor", "nach"),
          pair("mehr höher größer über mindestens", "weniger niedriger kleiner unter höchstens"),
          pair("stieg steigt gestiegen", "sank sinkt gesunken fiel gefallen"),
          pair("erlaubt zulässig", "verboten unzulässig untersagt"));

  private Polarity() {}

  static boolean denies(Token token) {
    return DENIALS.contains(token.key()) || token.key().endsWith("n't");
  }

  /** Whether one side of a pair stands in the claim alone and the other in the source alone. */
  static boolean isContrary(Set<String> claimed, Set<String> source) {
    for (var pair : OPPOSITES) {
      for (var side : pair) {
        var other = pair.stream().filter(words -> !words.equals(side)).findFirst().orElseThrow();
        if (has(claimed, side)
            && !has(claimed, other)
            && !has(source, side)
            && has(source, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean has(Set<String> words, Set<String> side) {
    return side.stream().anyMatch(words::contains);
  }

  private static Set<Set<String>> pair(String one, String other) {
    return Set.of(Set.of(one.split(" ", -1)), Set.of(other.split(" ", -1)));
  }
}
