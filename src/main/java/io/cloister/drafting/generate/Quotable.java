package io.cloister.drafting.generate;

import io.cloister.drafting.Citation;
import io.cloister.library.text.Sentence;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells sentences that can stand for themselves from headings, tables and lists of contents. */
final class Quotable {

  static final int SHORTEST = 40;
  private static final int FEWEST_WORDS = 6;
  private static final double LEAST_LETTERS = 0.72;

  private static final Pattern LIST_MARK =
      Pattern.compile("^(?:(?:[-*•‣◦–]|\\d{1,2}(?:\\.\\d{1,2})*[.)]?|\\(?[a-z]\\)|#{1,6})\\s+)++");
  private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
  private static final Pattern CONTENTS = Pattern.compile("\\.{4,}|(?:\\. ){3,}|…{2,}|_{4,}|\\|");
  private static final Pattern BEGINS = Pattern.compile("^[\\p{Lu}\\p{N}\"“„«(*]");
  private static final Pattern ENDS = Pattern.compile("[.!?][\"”“’)\\]»*]*$");
  private static final Pattern NEEDS_ITS_CONTEXT =
      Pattern.compile(
          "^(?:it|this|these|those|they|he|she|however|but|and|also|therefore|moreover|such|er|sie|es"
              + "|dies\\p{L}*|jedoch|aber|und|auch|daher|außerdem|dabei|hierzu)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Quotable() {}

  /** The sentence without the mark of its list; null if it cannot stand for itself. */
  static @Nullable Sentence of(Sentence sentence) {
    var mark = LIST_MARK.matcher(sentence.text());
    int from = mark.find() ? mark.end() : 0;
    var text = sentence.text().substring(from);
    boolean fits = text.length() >= SHORTEST && text.length() <= Citation.LONGEST_QUOTE;
    if (!fits
        || WORD.matcher(text).results().count() < FEWEST_WORDS
        || CONTENTS.matcher(text).find()
        || !BEGINS.matcher(text).find()
        || !ENDS.matcher(text).find()
        || letters(text) < LEAST_LETTERS) {
      return null;
    }
    return new Sentence(sentence.start() + from, text);
  }

  /** Whether it leans on the sentence before it. */
  static boolean needsItsContext(String text) {
    return NEEDS_ITS_CONTEXT.matcher(text).find();
  }

  private static double letters(String text) {
    long letters = text.chars().filter(c -> Character.isLetter(c) || c == '\'' || c == '’').count();
    long shown = text.chars().filter(c -> !Character.isWhitespace(c)).count();
    return (double) letters / Math.max(1, shown);
  }
}
