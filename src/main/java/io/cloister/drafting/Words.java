package io.cloister.drafting;

import java.util.Map;
import org.springframework.util.Assert;

/**
 * The same words in several languages.
 *
 * @param byLanguage by ISO 639-1 code; English is always there
 */
public record Words(Map<String, String> byLanguage) {

  public static final String ENGLISH = "en";

  public Words {
    byLanguage = Map.copyOf(byLanguage);
    Assert.isTrue(byLanguage.containsKey(ENGLISH), "words in English are missing");
    Assert.isTrue(
        byLanguage.values().stream().noneMatch(String::isBlank), "words must not be blank");
  }

  /** In the language, or else in English. */
  public String in(String language) {
    var english = byLanguage.getOrDefault(ENGLISH, "");
    return byLanguage.getOrDefault(language, english);
  }
}
