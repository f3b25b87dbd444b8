package io.cloister.answering.ground;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers, in digits of any script and in words, with what they count. A number whose
 * separators may be read in two ways keeps both readings.
 */
final class Numbers {

  private static final Pattern DIGITS =
      Pattern.compile(
          "(?<![\\p{IsLatin}\\p{IsCyrillic}\\p{IsGreek}\\p{Nd}_])(?<!\\p{L}[-‐/.])"
              + "(?<before>[$€£¥]\\s?|US\\$\\s?|(?:USD|EUR|GBP|CHF)\\s)?"
              + "(?<number>\\p{Nd}{1,3}(?:[.,'’  \\u00A0\\u202F٬]\\p{Nd}{3})+(?!\\p{Nd})(?:[.,٫]\\p{Nd}+)?"
              + "|\\p{Nd}+(?:[.,٫]\\p{Nd}+)?)"
              + "(?<ordinal>st|nd|rd|th)?"
              + "(?:\\s?(?<sign>[%€$£¥°٪]|°[CF]))?");
  private static final Pattern NEXT_WORD = Pattern.compile("\\G[\\s\\u00A0\\u202F-]*(\\p{L}+)");
  private static final Pattern GROUPS = Pattern.compile("[\\s\\u00A0\\u202F'’٬]");

  private Numbers() {}

  /** The numbers of {@code text} outside the stretches that {@code taken} covers. */
  static List<Quantity> of(String text, String language, List<Quantity> taken) {
    var found = new ArrayList<Quantity>();
    var digits = DIGITS.matcher(text);
    while (digits.find()) {
      int start = digits.start();
      int end = digits.end();
      if (isFree(start, end, taken) && !continuesAsIdentifier(text, end)) {
        var sign = digits.group("sign") == null ? digits.group("before") : digits.group("sign");
        found.add(measured(readings(digits.group("number")), sign, text, start, end));
      }
    }
    for (var token : Words.of(text)) {
      var value = NumberWords.value(token.key(), language);
      if (value != null && isFree(token.start(), token.end(), taken) && !isClockUnit(token, text)) {
        var values = List.of(BigDecimal.valueOf(value));
        found.add(measured(values, null, text, token.start(), token.end()));
      }
    }
    return found;
  }

  /** "A second" and "seconds" count time; "the second year" counts years. */
  private static boolean isClockUnit(Token token, String text) {
    return token.key().equals("second")
        && text.substring(0, token.start())
            .toLowerCase(Locale.ROOT)
            .matches("(?s).*\\b(per|a|every|\\d)\\s*$");
  }

  private static boolean isFree(int start, int end, List<Quantity> taken) {
    return taken.stream().noneMatch(q -> q.start() < end && start < q.end());
  }

  private static boolean continuesAsIdentifier(String text, int end) {
    if (end >= text.length() || !Character.isLetter(text.codePointAt(end))) {
      return false;
    }
    int stop = end;
    while (stop < text.length() && Character.isLetter(text.charAt(stop))) {
      stop++;
    }
    var word = Words.key(text.substring(end, stop));
    return !Words.isUnspaced(text.codePointAt(end))
        && Units.of(word) == null
        && NumberWords.scale(word) == 0
        && !word.equals("s");
  }

  private static Quantity measured(
      List<BigDecimal> values, @Nullable String sign, String text, int start, int end) {
    var unit = sign == null ? null : Units.of(sign.strip().toLowerCase(Locale.ROOT));
    var next = NEXT_WORD.matcher(text);
    int at = end;
    for (int i = 0; i < 2 && next.find(at); i++) {
      var word = Words.key(next.group(1));
      long scale = NumberWords.scale(word);
      if (scale > 0) {
        values = scaled(values, scale, word.length() == 1);
        at = next.end();
      }
      if (unit == null && (scale == 0 || word.equals("m"))) {
        unit = Units.of(word);
        at = unit == null ? at : next.end();
      }
      if (scale == 0) {
        break;
      }
    }
    return Quantity.number(values, unit, start, Math.max(end, at));
  }

  /** A single letter may be a scale or a unit: 5 m are millions or metres. */
  private static List<BigDecimal> scaled(List<BigDecimal> values, long scale, boolean unsure) {
    var scaled = new ArrayList<>(unsure ? values : List.<BigDecimal>of());
    values.forEach(value -> scaled.add(value.multiply(BigDecimal.valueOf(scale))));
    return scaled;
  }

  private static List<BigDecimal> readings(String written) {
    var plain = new StringBuilder();
    Normalizer.normalize(GROUPS.matcher(written).replaceAll(""), Normalizer.Form.NFKC)
        .replace('٫', '.')
        .chars()
        .forEach(c ->
            plain.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : (char) c));
    var number = plain.toString();
    int dot = number.lastIndexOf('.');
    int comma = number.lastIndexOf(',');
    if (dot < 0 && comma < 0) {
      return List.of(new BigDecimal(number));
    }
    if (dot >= 0 && comma >= 0) {
      return List.of(decimal(number, Math.max(dot, comma)));
    }
    int mark = Math.max(dot, comma);
    boolean several = number.indexOf(number.charAt(mark)) != mark;
    var whole = new BigDecimal(number.replace(".", "").replace(",", ""));
    if (several) {
      return List.of(whole);
    }
    boolean mayGroup = number.length() - mark == 4 && mark <= 3 && number.charAt(0) != '0';
    return mayGroup ? List.of(whole, decimal(number, mark)) : List.of(decimal(number, mark));
  }

  private static BigDecimal decimal(String number, int mark) {
    var whole = number.substring(0, mark).replace(".", "").replace(",", "");
    return new BigDecimal(whole + "." + number.substring(mark + 1));
  }
}
