package io.cloister.search.corpus;

import io.cloister.search.SavedQuery;
import io.cloister.search.corpus.CorpusQuestion.Kind;
import io.cloister.search.dates.DateWords;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Tells questions about the library's documents from all others. It is strict: one word that it
 * does not know, and the question is taken to be about what documents say.
 */
public final class CorpusQuestions {

  private static final int LONGEST = 200;
  private static final int MOST_WORDS = 6;
  private static final Map<String, String> SPOKEN =
      Map.of(
          "english", "en",
          "german", "de",
          "french", "fr",
          "spanish", "es",
          "italian", "it",
          "englisch", "en",
          "deutsch", "de",
          "französisch", "fr",
          "spanisch", "es",
          "italienisch", "it");

  private CorpusQuestions() {}

  /** The question about documents that this is, if it surely is one. */
  public static Optional<CorpusQuestion> of(String text, LocalDate today) {
    var said = text.replaceAll("\\s+", " ").strip().replaceAll("[?.! ]+$", "");
    if (said.isEmpty() || said.length() > LONGEST) {
      return Optional.empty();
    }
    return of(said, Phrases.ENGLISH, today).or(() -> of(said, Phrases.GERMAN, today));
  }

  private static Optional<CorpusQuestion> of(String said, Phrases phrases, LocalDate today) {
    var per = phrases.per().matcher(said);
    if (per.matches()) {
      var by = phrases.facets().get(per.group("by").toLowerCase(Locale.ROOT));
      return about(per, per.group("rest"), Kind.PER, by, phrases, today);
    }
    var count = phrases.count().matcher(said);
    if (count.matches()) {
      return about(count, count.group("rest"), Kind.COUNT, "", phrases, today);
    }
    var extreme = phrases.extreme().matcher(said);
    if (extreme.matches()) {
      var which = extreme.group("which").toLowerCase(Locale.ROOT);
      var kind = which.matches("oldest|earliest|älteste") ? Kind.OLDEST : Kind.NEWEST;
      return about(extreme, extreme.group("rest"), kind, "", phrases, today);
    }
    var list = phrases.list().matcher(said);
    if (list.matches()) {
      var rest = list.group("rest") != null ? list.group("rest") : list.group("rest2");
      return about(list, rest, Kind.LIST, "", phrases, today);
    }
    return Optional.empty();
  }

  private static Optional<CorpusQuestion> about(
      Matcher match,
      @Nullable String rest,
      Kind kind,
      @Nullable String by,
      Phrases phrases,
      LocalDate today) {
    var type = type(match, phrases);
    if (type == null || by == null) {
      return Optional.empty();
    }
    var values = new HashMap<String, List<String>>();
    if (!type.isEmpty()) {
      values.put("type", List.of(type));
    }
    var left = phrases.filler().matcher(rest == null ? "" : rest.strip()).replaceFirst("").strip();
    left = dates(left, values, phrases, today);
    if (!left.isEmpty() && !restricted(left, values, phrases)) {
      return Optional.empty();
    }
    switch (kind) {
      case OLDEST -> values.put("sort", List.of("oldest"));
      case NEWEST -> values.put("sort", List.of("newest"));
      default -> {}
    }
    values.put("mode", List.of("keyword"));
    return Optional.of(new CorpusQuestion(kind, by, phrases.language(), new SavedQuery(values)));
  }

  private static @Nullable String type(Matcher match, Phrases phrases) {
    var noun = match.group("noun");
    if (noun == null && match.namedGroups().containsKey("noun2")) {
      noun = match.group("noun2");
    }
    return noun == null ? null : phrases.nouns().get(noun.toLowerCase(Locale.ROOT));
  }

  /** Takes the days out; a number that merely looks like a year stays. */
  private static String dates(
      String left, Map<String, List<String>> values, Phrases phrases, LocalDate today) {
    var days = DateWords.find(left, today);
    if (days.isEmpty() || Character.isDigit(days.get().words().charAt(0))) {
      return left;
    }
    if (days.get().from() != null) {
      values.put("from", List.of(days.get().from().toString()));
    }
    if (days.get().to() != null) {
      values.put("to", List.of(days.get().to().toString()));
    }
    var rest = days.get().rest();
    return phrases.dated().matcher(rest).matches() ? "" : rest;
  }

  private static boolean restricted(
      String left, Map<String, List<String>> values, Phrases phrases) {
    var tagged = phrases.tagged().matcher(left);
    var collection = phrases.collection().matcher(left);
    var spoken = phrases.spoken().matcher(left);
    var about = phrases.about().matcher(left);
    if (tagged.matches()) {
      values.put("tag", List.of(name(tagged)));
    } else if (collection.matches()) {
      values.put("collection", List.of(name(collection)));
    } else if (spoken.matches()) {
      var language = SPOKEN.get(spoken.group("spoken").toLowerCase(Locale.ROOT));
      values.put("language", List.of(String.valueOf(language)));
    } else if (about.matches()) {
      var words = words(about.group("name"));
      if (words.isEmpty() || words.size() > MOST_WORDS) {
        return false;
      }
      values.put("q", List.of(String.join(" AND ", words)));
      values.put("dates", List.of("off"));
      values.put("also", List.of("off"));
    } else {
      return false;
    }
    return true;
  }

  private static String name(Matcher match) {
    return match.group("name").strip();
  }

  /** Plain words only: what the query language would take for its own is none. */
  private static List<String> words(String name) {
    var words = new ArrayList<String>();
    for (var word : name.split("[^\\p{L}\\p{M}\\p{N}'’-]+", -1)) {
      var plain = word.replaceAll("^[-'’]+|[-'’]+$", "");
      if (!plain.isEmpty() && !plain.matches("AND|OR|NOT")) {
        words.add(plain);
      }
    }
    return words;
  }
}
