package io.cloister.ingest.read.parse;

import java.util.Arrays;
import org.apache.pdfbox.text.TextPosition;

/**
 * Knows the letters of a page, so that one that is printed over itself counts once: bold type and
 * shadows are feigned so. PDFBox has the same rule, but looks for it in trees, which took a fifth
 * of all reading.
 */
final class Overprints {

  private static final float CELL = 4; // points: more than most letters tolerate
  private static final float MOST = 8 * CELL;
  private static final double FARTHEST = 1_000_000; // cells
  private static final int NONE = -1;

  private int[] heads = new int[1 << 12];
  private int[] next = new int[1 << 11];
  private String[] texts = new String[1 << 11];
  private float[] lefts = new float[1 << 11];
  private float[] tops = new float[1 << 11];
  private int size;

  Overprints() {
    clear();
  }

  /** For the next page. */
  void clear() {
    Arrays.fill(heads, NONE);
    Arrays.fill(texts, 0, size, null);
    size = 0;
  }

  /** Whether the same letter stands there already, but for a third of its width. */
  boolean isAgain(TextPosition letter) {
    var text = letter.getUnicode();
    return isAgain(
        text, letter.getX(), letter.getY(), letter.getWidth() / Math.max(1, text.length()) / 3);
  }

  /**
   * @param tolerance in points, as the place
   */
  boolean isAgain(String text, float left, float top, float tolerance) {
    float reach = Math.clamp(Math.abs(tolerance), 0, MOST);
    int hash = text.hashCode();
    for (int column = cell(left - reach); column <= cell(left + reach); column++) {
      for (int row = cell(top - reach); row <= cell(top + reach); row++) {
        for (int i = heads[slot(hash, column, row)]; i != NONE; i = next[i]) {
          if (Math.abs(lefts[i] - left) < reach
              && Math.abs(tops[i] - top) < reach
              && texts[i].equals(text)) {
            return true;
          }
        }
      }
    }
    add(text, left, top);
    return false;
  }

  private void add(String text, float left, float top) {
    if (size == texts.length) {
      grow();
    }
    texts[size] = text;
    lefts[size] = left;
    tops[size] = top;
    link(size++);
  }

  private void link(int i) {
    int slot = slot(texts[i].hashCode(), cell(lefts[i]), cell(tops[i]));
    next[i] = heads[slot];
    heads[slot] = i;
  }

  private void grow() {
    int more = 2 * texts.length;
    texts = Arrays.copyOf(texts, more);
    lefts = Arrays.copyOf(lefts, more);
    tops = Arrays.copyOf(tops, more);
    next = new int[more];
    heads = new int[2 * more];
    Arrays.fill(heads, NONE);
    for (int i = 0; i < size; i++) {
      link(i);
    }
  }

  private static int cell(float points) {
    return (int) Math.clamp(Math.floor(points / CELL), -FARTHEST, FARTHEST);
  }

  private int slot(int hash, int column, int row) {
    int mixed = (hash * 31 + column) * 31 + row;
    mixed *= 0x9E3779B9;
    return (mixed ^ (mixed >>> 16)) & (heads.length - 1);
  }
}
