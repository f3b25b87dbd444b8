package io.cloister.answering;

import io.cloister.library.text.Sentence;
import io.cloister.library.text.Sentences;
import io.cloister.search.Hit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A model's text as it comes: cut into sentences, each checked against the sources it cites as soon
 * as it is finished. Not safe for concurrent use.
 */
final class CheckedText {

  private static final Pattern MARK =
      Pattern.compile(
          "[\\[【]\\^?(?:source\\s*|quelle\\s*)?(\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3}){0,20})[^\\]】\\d\\n]{0,12}[\\]】]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BEGUN_MARK = Pattern.compile("[\\[【][^\\]】\\n]{0,20}$");
  private static final Pattern BLANK_LINE = Pattern.compile("\\R[ \\t]*\\R");
  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}&&[^\\n\\t\\u200C\\u200D]]");

  private final List<Hit> sources;
  private final Grounding grounding;
  private final String language;
  private final Progress progress;
  private final StringBuilder text = new StringBuilder();
  private final List<CheckedSentence> sentences = new ArrayList<>();
  private int told;
  private int checked;
  private int blockStart;

  CheckedText(List<Hit> sources, Grounding grounding, String language, Progress progress) {
    this.sources = sources;
    this.grounding = grounding;
    this.language = language;
    this.progress = progress;
  }

  void append(String piece) {
    var clean = plain(piece);
    if (!clean.isEmpty()) {
      text.append(clean);
      if (told > 0 || !mayBeNothing()) {
        tell();
      }
      check(false);
    }
  }

  /** Whether it can still become the word for not knowing, which nobody is to read. */
  private boolean mayBeNothing() {
    var begun = text.toString().strip();
    return GroundedPrompt.NOTHING.startsWith(begun) || begun.startsWith(GroundedPrompt.NOTHING);
  }

  private void tell() {
    progress.delta(text.substring(told));
    told = text.length();
  }

  /** What had not been checked because more might have come. */
  List<CheckedSentence> finish() {
    if (told < text.length() && text.indexOf(GroundedPrompt.NOTHING) < 0) {
      tell();
    }
    check(true);
    endBlock();
    return List.copyOf(sentences);
  }

  /** All of it as it came. */
  String text() {
    return text.toString();
  }

  /** The numbers of the sources that are cited anywhere, in order of their first mention. */
  Set<Integer> cited() {
    var all = new LinkedHashSet<Integer>();
    sentences.forEach(sentence -> all.addAll(sentence.citations()));
    return all;
  }

  /** Without the signs that are not seen, or that pages use for themselves. */
  static String plain(String text) {
    return CONTROLS.matcher(text.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
  }

  /** The numbers that {@code sentence} cites, whether or not there is such a source. */
  static Set<Integer> marks(String sentence) {
    var numbers = new TreeSet<Integer>();
    var found = MARK.matcher(sentence);
    while (found.find()) {
      for (var number : found.group(1).split("[,;]", 0)) {
        numbers.add(Integer.parseInt(number.strip()));
      }
    }
    return numbers;
  }

  private void check(boolean all) {
    var open = pieces(text.substring(checked));
    int offset = checked;
    for (var piece : all ? open : open.subList(0, Math.max(0, open.size() - 1))) {
      var gap = text.substring(checked, offset + piece.start());
      checked = offset + piece.end();
      add(gap, piece.text());
    }
  }

  private void add(String gap, String sentence) {
    if (BLANK_LINE.matcher(gap).find()) {
      endBlock();
    }
    var known = marks(sentence).stream().filter(n -> n >= 1 && n <= sources.size()).toList();
    var texts = known.stream().map(n -> sources.get(n - 1).passage().text()).toList();
    var verdict = grounding.check(bare(sentence), texts, language);
    var checkedSentence = CheckedSentence.of(gap, sentence, known, verdict);
    sentences.add(checkedSentence);
    progress.check(checkedSentence);
  }

  private void endBlock() {
    if (blockStart < sentences.size()) {
      var block = new StringBuilder();
      sentences
          .subList(blockStart, sentences.size())
          .forEach(sentence -> block.append(sentence.gap()).append(sentence.text()));
      blockStart = sentences.size();
      progress.block(block.toString());
    }
  }

  private static String bare(String sentence) {
    return MARK.matcher(sentence).replaceAll(" ").strip();
  }

  /**
   * The sentences, each with the marks that stand behind its full stop. Marks are no part of the
   * rules by which a sentence ends, so that these are asked about the text with blanks for marks.
   */
  private static List<Sentence> pieces(String text) {
    var unmarked = blanked(BEGUN_MARK, blanked(MARK, text));
    var pieces = new ArrayList<Sentence>();
    var found = Sentences.of(unmarked);
    for (int i = 0; i < found.size(); i++) {
      int start = i == 0 ? text.length() - text.stripLeading().length() : found.get(i).start();
      int next = i + 1 < found.size() ? found.get(i + 1).start() : text.length();
      var rest = text.substring(found.get(i).end(), next);
      int line = rest.indexOf('\n');
      int end =
          found.get(i).end() + (line < 0 ? rest : rest.substring(0, line)).stripTrailing().length();
      pieces.add(new Sentence(start, text.substring(start, end)));
    }
    return pieces;
  }

  private static String blanked(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(found -> " ".repeat(found.group().length()));
  }
}
