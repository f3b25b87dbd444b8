package io.cloister.library.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the sentences of a text by the Unicode rules, and joins again what they part wrongly: after
 * an abbreviation, an initial or a number with a full stop. A blank line, and a line break before a
 * list item, always ends a sentence.
 */
public final class Sentences {

  private static final Pattern BLOCK_END =
      Pattern.compile("\\R[ \\t]*\\R|\\R(?=[ \\t]*(?:[-*•‣◦]|\\d{1,3}[.)])[ \\t])|\\f");
  private static final Pattern LAST_WORD = Pattern.compile("(?<!\\d)([\\p{L}.]+|\\d{1,2})\\.$");
  private static final int LOOKED_AT = 64;
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "inc", "ltd", "corp", "co", "vs",
          "etc", "e.g", "i.e", "cf", "al", "fig", "figs", "sec", "art", "para", "pp", "vol", "ed",
          "eds", "approx", "dept", "est", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
          "sept", "oct", "nov", "dec", "u.s", "u.k", "ph.d", "gen", "col", "lt", "sgt", "rev",
          "hon", "jr", "sr", "nr", "bzw", "z.b", "d.h", "u.a", "ca", "abs", "vgl", "ggf", "usw",
          "str", "m.e", "i.d.r", "o.ä", "evtl", "inkl", "zzgl", "mio", "mrd", "tel", "hr", "fr");

  private Sentences() {}

  /**
   * @return the sentences in order; together they hold everything of {@code text} but white space
   */
  public static List<Sentence> of(String text) {
    var sentences = new ArrayList<Sentence>();
    var blocks = BLOCK_END.matcher(text);
    int from = 0;
    while (blocks.find()) {
      addBlock(text, from, blocks.start(), sentences);
      from = blocks.end();
    }
    addBlock(text, from, text.length(), sentences);
    return sentences;
  }

  private static void addBlock(String text, int from, int to, List<Sentence> sentences) {
    if (from >= to) {
      return;
    }
    var block = text.substring(from, to);
    var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
    breaks.setText(block);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      if (end < block.length() && isAbbreviated(block, start, end)) {
        continue;
      }
      add(text, from + start, from + end, sentences);
      start = end;
    }
  }

  private static boolean isAbbreviated(String block, int from, int to) {
    int start = from;
    int end = to;
    while (end > start && Character.isWhitespace(block.charAt(end - 1))) {
      end--;
    }
    while (start < end && Character.isWhitespace(block.charAt(start))) {
      start++;
    }
    // the end alone: a text without blanks would else be looked through again from each letter
    var word = LAST_WORD.matcher(block.substring(Math.max(start, end - LOOKED_AT), end));
    if (!word.find()) {
      return false;
    }
    var last = word.group(1).toLowerCase(Locale.ROOT);
    boolean initial = last.length() == 1 && Character.isLetter(last.charAt(0));
    boolean number = Character.isDigit(last.charAt(0)) && end - start > 4;
    return initial || (number && endsAsOrdinal(end - start)) || ABBREVIATIONS.contains(last);
  }

  // "am 3. Mai": a small number with a full stop is more often an ordinal than the sentence's end,
  // but only a word before it with no verb could tell; short stretches are joined, long ones not
  private static boolean endsAsOrdinal(int length) {
    return length < 60;
  }

  private static void add(String text, int from, int to, List<Sentence> sentences) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (start < end) {
      sentences.add(new Sentence(start, text.substring(start, end)));
    }
  }
}
