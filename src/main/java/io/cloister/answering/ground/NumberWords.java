package io.cloister.answering.ground;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers written as words. "One" and its like are no numbers: they are articles and pronouns. */
final class NumberWords {

  private static final Map<String, Long> ENGLISH =
      numbers(
          2,
          "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
              + " sixteen seventeen eighteen nineteen",
          "twenty thirty forty fifty sixty seventy eighty ninety",
          "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
              + " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth");
  private static final Map<String, Long> GERMAN =
      numbers(
          2,
          "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
              + " sechzehn siebzehn achtzehn neunzehn",
          "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
          "zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte");
  private static final Map<String, Long> FRENCH =
      numbers(
          2,
          "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
          "vingt trente quarante cinquante soixante",
          "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième");
  private static final Map<String, Long> SPANISH =
      numbers(
          2,
          "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
          "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
          "segundo tercero cuarto quinto sexto séptimo octavo noveno décimo");

  private static final Map<String, Long> SCALES = scales();
  private static final Pattern GERMAN_JOINED =
      Pattern.compile(
          "(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(\\p{L}+?)(?:ste[rns]?)?");

  private NumberWords() {}

  /** The value of {@code word} in that language, or null if it is no number. */
  static @Nullable Long value(String word, String language) {
    return switch (language) {
      case "en" -> english(word);
      case "de" -> german(word);
      case "fr" -> FRENCH.get(word);
      case "es" -> SPANISH.get(word);
      default -> english(word) != null ? english(word) : german(word);
    };
  }

  /** By what {@code word} multiplies the number before it; 0 if it does not. */
  static long scale(String word) {
    return SCALES.getOrDefault(word, 0L);
  }

  private static @Nullable Long english(String word) {
    int dash = word.indexOf('-');
    if (dash > 0) {
      var tens = ENGLISH.get(word.substring(0, dash));
      var rest = word.substring(dash + 1);
      Long ones = rest.equals("one") || rest.equals("first") ? Long.valueOf(1) : ENGLISH.get(rest);
      return tens != null && ones != null && tens >= 20 && ones < 10
          ? Long.valueOf(tens + ones)
          : null;
    }
    return ENGLISH.get(word);
  }

  private static @Nullable Long german(String word) {
    var joined = GERMAN_JOINED.matcher(word);
    if (joined.matches() && GERMAN.get(joined.group(2)) != null) {
      long ones = joined.group(1).equals("ein") ? 1 : GERMAN.getOrDefault(joined.group(1), 0L);
      return GERMAN.getOrDefault(joined.group(2), 0L) + ones;
    }
    var found = GERMAN.get(word);
    return found != null || word.length() < 6
        ? found
        : GERMAN.get(word.replaceFirst("[rnsm]$", ""));
  }

  private static Map<String, Long> numbers(long from, String units, String tens, String ordinals) {
    var numbers = new HashMap<String, Long>();
    put(numbers, units, from, 1);
    put(numbers, tens, 20, 10);
    put(numbers, ordinals, 2, 1);
    return Map.copyOf(numbers);
  }

  private static void put(Map<String, Long> numbers, String words, long from, long step) {
    long value = from;
    for (var word : words.split(" ", -1)) {
      numbers.putIfAbsent(word, value);
      value += step;
    }
  }

  private static Map<String, Long> scales() {
    var scales = new HashMap<String, Long>();
    for (var line :
        List.of(
            "100 hundred hundert cent cien",
            "1000 thousand tausend k mille mil thsd tsd",
            "1000000 million millions mio millionen millones m mn mln",
            "1000000000 billion billions bn mrd milliarde milliarden milliard milliards",
            "1000000000000 trillion trillions tn billionen")) {
      var words = line.split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        scales.put(words[i], Long.valueOf(words[0]));
      }
    }
    return Map.copyOf(scales);
  }
}
