package io.cloister.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.langdetect.optimaize.OptimaizeLangDetector;
import org.apache.tika.language.detect.LanguageDetector;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells in which language a text is. Its models are loaded when the first text comes. */
@Component
class TextLanguage {

  private static final Set<String> KNOWN =
      Set.of(
          "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr",
          "hu", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv",
          "tr", "uk", "vi", "zh-CN", "zh-TW");
  private static final int LOOKED_AT = 6_000;
  private static final int ENOUGH = 20;

  private @Nullable LanguageDetector detector;

  /**
   * @return an ISO 639-1 code; null if it cannot be told
   */
  synchronized @Nullable String of(String text) {
    var sample = sample(text);
    if (sample.codePoints().filter(Character::isLetter).count() < ENOUGH) {
      return null;
    }
    var result = detector().detect(sample);
    if (result.isUnknown() || result.getRawScore() < 0.7f) {
      return null;
    }
    return result.getLanguage().split("-", 2)[0].toLowerCase(Locale.ROOT);
  }

  // from the middle: beginnings are names, addresses and numbers
  private static String sample(String text) {
    if (text.length() <= LOOKED_AT) {
      return text;
    }
    int start = (text.length() - LOOKED_AT) / 3;
    return text.substring(start, start + LOOKED_AT);
  }

  private LanguageDetector detector() {
    if (detector == null) {
      try {
        detector = new OptimaizeLangDetector().loadModels(KNOWN);
      } catch (IOException e) {
        throw new UncheckedIOException("loading the language models", e);
      }
    }
    return detector;
  }
}
