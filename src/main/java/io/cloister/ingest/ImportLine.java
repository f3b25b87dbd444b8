package io.cloister.ingest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One text document of an import, as it stands on its line. */
record ImportLine(
    @Nullable String externalId,
    @Nullable String title,
    @Nullable String text,
    @Nullable Map<String, @Nullable String> metadata,
    @Nullable List<@Nullable String> tags,
    @Nullable String collection,
    @Nullable String label,
    @Nullable String language) {

  private static final int MOST_ID = 500;
  private static final int MOST_TITLE = 1_000;
  private static final int MOST_TAGS = 200;
  private static final int FIRST_WORDS = 80; // characters

  /**
   * Why it cannot be taken; null if it can.
   *
   * @param characters the most that its text may have
   */
  @Nullable String wrong(int characters) {
    if (externalId == null || externalId.isBlank()) {
      return "externalId is missing";
    }
    if (externalId.length() > MOST_ID) {
      return "externalId has more than %,d characters".formatted(MOST_ID);
    }
    if (text == null) {
      return "text is missing";
    }
    if (text.length() > characters) {
      return "text has more than %,d characters".formatted(characters);
    }
    if (title != null && title.length() > MOST_TITLE) {
      return "title has more than %,d characters".formatted(MOST_TITLE);
    }
    if (tags != null && tags.size() > MOST_TAGS) {
      return "there are more than %,d tags".formatted(MOST_TAGS);
    }
    return tags != null && tags.stream().anyMatch(Objects::isNull) ? "a tag is null" : null;
  }

  /** What a document without a title is called: as it begins. */
  static String firstWords(String text, String externalId) {
    var words = text.strip().replaceAll("\\s+", " ");
    int most = Math.min(FIRST_WORDS, words.codePointCount(0, words.length()));
    return words.isEmpty() ? externalId : words.substring(0, words.offsetByCodePoints(0, most));
  }
}
