package io.cloister.ingest.split;

import io.cloister.library.VersionId;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.Passage;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into passages of whole sentences. A passage never crosses a page, so that what is
 * cited stands on the page that is named, and begins anew at a heading unless it is still short.
 * Together the passages hold everything of the text but white space. Safe for concurrent use.
 */
public final class PassageSplitter {

  private static final Pattern ATX = Pattern.compile("(?m)^#{1,6}[ \\t]+(\\S.{0,200}?)[ \\t]*#*$");
  private static final int MOST_HEADING = 300;
  private static final int STRETCH = 8_000; // the most that sentences are looked for in at once
  private static final int LONGEST = 8_000; // code units of a passage, where tokens are very long
  private static final int SPECIAL = 2; // tokens around every text

  private final ToIntFunction<String> tokens;
  private final int most;
  private final int enough;

  /**
   * @param tokens counts the tokens of a text, with the two that stand around every text
   * @param most tokens of a passage, counted so
   */
  public PassageSplitter(ToIntFunction<String> tokens, int most) {
    this.tokens = tokens;
    this.most = most;
    this.enough = most / 4;
  }

  /** A stretch of the text: of a passage, a sentence or a piece of one. */
  private record Piece(int start, int end, int tokens) {}

  /**
   * @param headings start and end offsets of the headings that are known
   */
  public List<Passage> split(VersionId version, PlainText text, List<int[]> headings) {
    return split(version, text, headings, text.pageStarts());
  }

  /**
   * @param headings start and end offsets of the headings that are known
   * @param starts where a passage begins whatever is before it: those of the pages, if it has any
   */
  public List<Passage> split(
      VersionId version, PlainText text, List<int[]> headings, List<Integer> starts) {
    var named = headings(text.text(), headings);
    var passages = new ArrayList<Passage>();
    var bounds = new ArrayList<>(starts);
    if (bounds.isEmpty() || bounds.getFirst() != 0) {
      bounds.addFirst(0);
    }
    bounds.add(text.text().length());
    for (int i = 0; i + 1 < bounds.size(); i++) {
      var page = page(text.text(), bounds.get(i), bounds.get(i + 1), named);
      for (var piece : page) {
        passages.add(passage(version, passages.size(), text, piece, named));
      }
    }
    return passages;
  }

  private static Passage passage(
      VersionId version,
      int ordinal,
      PlainText text,
      Piece piece,
      NavigableMap<Integer, String> headings) {
    var above = headings.floorEntry(piece.start());
    return new Passage(
        version,
        ordinal,
        text.pageAt(piece.start()),
        piece.start(),
        above == null ? null : above.getValue(),
        text.text().substring(piece.start(), piece.end()));
  }

  private List<Piece> page(String text, int from, int to, NavigableMap<Integer, String> headings) {
    var passages = new ArrayList<Piece>();
    Piece held = null;
    for (var piece : pieces(text, from, to, headings)) {
      boolean section = headings.containsKey(piece.start());
      if (held != null
          && (held.tokens() + piece.tokens() > most - SPECIAL
              || piece.end() - held.start() > LONGEST
              || (section && held.tokens() >= enough))) {
        passages.add(held);
        held = null;
      }
      held =
          held == null
              ? piece
              : new Piece(held.start(), piece.end(), held.tokens() + piece.tokens());
    }
    if (held != null) {
      passages.add(held);
    }
    return passages;
  }

  private List<Piece> pieces(
      String text, int from, int to, NavigableMap<Integer, String> headings) {
    var pieces = new ArrayList<Piece>();
    int start = from;
    while (start < to) {
      int end = stretch(text, start, to, headings);
      for (var sentence : Sentences.of(text.substring(start, end))) {
        cut(text, start + sentence.start(), start + sentence.end(), pieces);
      }
      start = end;
    }
    return pieces;
  }

  /** Up to the next heading, or a few thousand characters that end at white space. */
  private static int stretch(
      String text, int start, int to, NavigableMap<Integer, String> headings) {
    var next = headings.higherKey(start);
    int end = next == null ? to : Math.min(to, next);
    if (end - start <= STRETCH) {
      return end;
    }
    int at = text.lastIndexOf("\n\n", start + STRETCH);
    if (at <= start) {
      at = text.lastIndexOf('\n', start + STRETCH);
    }
    if (at <= start) {
      at = text.lastIndexOf(' ', start + STRETCH);
    }
    return at <= start ? whole(text, start, start + STRETCH) : at;
  }

  /** Adds the sentence, in pieces if it has too many tokens. */
  private void cut(String text, int from, int to, List<Piece> pieces) {
    int start = from;
    int left = 0; // tokens of the rest: counted once, then less by each piece while it is too long
    while (start < to) {
      while (start < to && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      if (start == to) {
        return;
      }
      if (left <= most - SPECIAL) {
        left = count(text, start, to);
      }
      int end = to;
      int count = left;
      while (count > most - SPECIAL) {
        int fewer = start + Math.max(1, (int) ((end - start) * 0.9 * (most - SPECIAL) / count));
        end = before(text, start, Math.min(fewer, end - 1));
        count = count(text, start, end);
      }
      pieces.add(new Piece(start, end, count));
      left -= count;
      start = end;
    }
  }

  private int count(String text, int from, int to) {
    return Math.max(1, tokens.applyAsInt(text.substring(from, to)) - SPECIAL);
  }

  /** The last good place to cut at or before {@code end}: a line, a word, or at least a letter. */
  private static int before(String text, int start, int end) {
    for (int at = end; at > start + (end - start) / 2; at--) {
      if (text.charAt(at - 1) == '\n') {
        return trimmed(text, start, at);
      }
    }
    for (int at = end; at > start + 1; at--) {
      if (Character.isWhitespace(text.charAt(at - 1))) {
        return trimmed(text, start, at);
      }
    }
    return whole(text, start, Math.max(end, start + 1));
  }

  private static int trimmed(String text, int start, int end) {
    int at = end;
    while (at > start + 1 && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Never between the halves of one character. */
  private static int whole(String text, int start, int end) {
    boolean between =
        end < text.length()
            && Character.isLowSurrogate(text.charAt(end))
            && Character.isHighSurrogate(text.charAt(end - 1));
    if (!between) {
      return end;
    }
    return end - 1 > start ? end - 1 : end + 1;
  }

  private static NavigableMap<Integer, String> headings(String text, List<int[]> known) {
    var headings = new TreeMap<Integer, String>();
    for (var heading : known) {
      put(headings, heading[0], text.substring(heading[0], heading[1]));
    }
    if (known.isEmpty()) {
      var found = ATX.matcher(text);
      while (found.find()) {
        put(headings, found.start(), found.group(1));
      }
    }
    return headings;
  }

  private static void put(
      NavigableMap<Integer, String> headings, int start, @Nullable String text) {
    var words = text == null ? "" : text.strip().replaceAll("\\s+", " ");
    if (!words.isEmpty()) {
      headings.put(start, Excerpt.of(words, MOST_HEADING));
    }
  }
}
