package io.cloister.answering.ground;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words of a text, and which of them say the same. */
public final class Words {

  // possessive, because a group that may give back what it took is matched by recursion
  private static final Pattern TOKEN =
      Pattern.compile(
          "[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}]*"
              + "(?:(?:[-‐‑_/@&'’.](?=[\\p{L}\\p{Nd}])|[,](?=\\p{Nd}))[\\p{L}\\p{M}\\p{Nd}]+)*+");
  private static final Pattern POSSESSION = Pattern.compile("['’]s$|['’]$");
  private static final int STEM = 4;
  private static final double SHARED = 0.7;

  private Words() {}

  /** The words in order. Scripts without blanks between words give overlapping pairs of signs. */
  public static List<Token> of(String text) {
    var tokens = new ArrayList<Token>();
    var found = TOKEN.matcher(text);
    while (found.find()) {
      add(found.group(), found.start(), tokens);
    }
    return tokens;
  }

  private static void add(String text, int start, List<Token> tokens) {
    int from = 0;
    while (from < text.length()) {
      boolean unspaced = isUnspaced(text.codePointAt(from));
      int to = from;
      while (to < text.length() && isUnspaced(text.codePointAt(to)) == unspaced) {
        to += Character.charCount(text.codePointAt(to));
      }
      var run = text.substring(from, to);
      if (!unspaced) {
        tokens.add(new Token(run, key(run), start + from));
      } else if (run.length() <= 2) {
        tokens.add(new Token(run, run, start + from));
      } else {
        for (int i = 0; i + 2 <= run.length(); i++) {
          tokens.add(new Token(run.substring(i, i + 2), run.substring(i, i + 2), start + from + i));
        }
      }
      from = to;
    }
  }

  /** Whether words of this sign's script stand without blanks between them. */
  public static boolean isUnspaced(int sign) {
    return switch (Character.UnicodeScript.of(sign)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  /** The form in which words are compared. */
  static String key(String word) {
    var plain = Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return POSSESSION.matcher(plain).replaceFirst("").replace('’', '\'').replace('‑', '-');
  }

  /**
   * Whether both are likely forms of one word: they begin alike and differ in their ends only, or
   * are of one irregular verb.
   */
  public static boolean areForms(String one, String other) {
    if (one.equals(other) || IrregularVerbs.areForms(one, other)) {
      return true;
    }
    int longer = Math.max(one.length(), other.length());
    if (Math.min(one.length(), other.length()) < STEM || isNumber(one) || isNumber(other)) {
      return false;
    }
    int shared = 0;
    int shorter = Math.min(one.length(), other.length());
    while (shared < shorter && one.charAt(shared) == other.charAt(shared)) {
      shared++;
    }
    return shared >= STEM && shared >= SHARED * longer && longer - shared <= STEM + 1;
  }

  /** Whether both are one name, but for the ending of a case or of possession. */
  static boolean areOneName(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    var shorter = one.length() < other.length() ? one : other;
    var longer = one.length() < other.length() ? other : one;
    return shorter.length() >= 3
        && longer.startsWith(shorter)
        && switch (longer.substring(shorter.length())) {
          case "s", "es", "'s", "n", "en", "e" -> !isNumber(shorter);
          default -> false;
        };
  }

  static boolean isNumber(String word) {
    return word.codePoints().anyMatch(Character::isDigit);
  }

  /** From -1 to 1, of two vectors of length 1. */
  public static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
