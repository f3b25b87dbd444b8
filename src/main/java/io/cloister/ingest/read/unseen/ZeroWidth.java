package io.cloister.ingest.read.unseen;

import io.cloister.library.text.HiddenText;
import io.cloister.library.text.HiddenText.Kind;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is written in characters that have no width: tags and runs of joiners or variation
 * selectors carry words that a machine reads, and such signs between the letters of a word hide it
 * from who looks for it. What scripts and pictographs need of them is left alone.
 */
public final class ZeroWidth {

  private static final int RUN = 4;
  private static final int WITHIN_A_WORD = 3;
  private static final int FLAG = 0x1f3f4; // a flag is told which by tags

  private ZeroWidth() {}

  /** Stretches in order. */
  public static List<HiddenText> in(String text) {
    var found = new ArrayList<HiddenText>();
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      int next = at + Character.charCount(character);
      if (isTag(character) || isUnseen(character)) {
        int end = runEnd(text, at);
        int signs = text.codePointCount(at, end);
        boolean flag = isTag(character) && at > 0 && text.codePointBefore(at) == FLAG && signs <= 7;
        if (!flag && (isTag(character) || signs >= RUN)) {
          found.add(new HiddenText(at, end, Kind.ZERO_WIDTH));
        }
        next = end;
      } else if (isLetterWithoutJoiners(character)) {
        int end = wordEnd(text, at);
        if (between(text, at, end) >= WITHIN_A_WORD) {
          found.add(new HiddenText(at, end, Kind.ZERO_WIDTH));
        }
        next = Math.max(next, end);
      }
      at = next;
    }
    return found;
  }

  private static int runEnd(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (!isTag(character) && !isUnseen(character)) {
        break;
      }
      at += Character.charCount(character);
    }
    return at;
  }

  /** The end of letters with single signs between them. */
  private static int wordEnd(String text, int from) {
    int at = from;
    int end = from;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (isLetterWithoutJoiners(character)) {
        at += Character.charCount(character);
        end = at;
      } else if (isBreak(character) && at == end) {
        at += Character.charCount(character);
      } else {
        break;
      }
    }
    return end;
  }

  private static int between(String text, int from, int to) {
    return (int) text.substring(from, to).codePoints().filter(ZeroWidth::isBreak).count();
  }

  private static boolean isTag(int character) {
    return character >= 0xe0000 && character <= 0xe007f;
  }

  private static boolean isUnseen(int character) {
    return isBreak(character)
        || (character >= 0x200c && character <= 0x200f)
        || (character >= 0x2061 && character <= 0x2064)
        || (character >= 0x202a && character <= 0x202e)
        || (character >= 0x2066 && character <= 0x206f)
        || (character >= 0xfe00 && character <= 0xfe0f)
        || (character >= 0xe0100 && character <= 0xe01ef);
  }

  private static boolean isBreak(int character) {
    return character == 0x200b || character == 0x2060 || character == 0xfeff;
  }

  /** Of scripts that are written with blanks between words and join no letters. */
  private static boolean isLetterWithoutJoiners(int character) {
    if (!Character.isLetter(character)) {
      return false;
    }
    var script = UnicodeScript.of(character);
    return script == UnicodeScript.LATIN
        || script == UnicodeScript.GREEK
        || script == UnicodeScript.CYRILLIC;
  }
}
