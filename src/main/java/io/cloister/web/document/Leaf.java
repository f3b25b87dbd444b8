package io.cloister.web.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of a document as it is shown: one of its pages, or a stretch of its text if it has none.
 *
 * @param number from 1
 * @param of how many leaves there are
 * @param isPage whether it is a page of the original
 * @param blocks its text; empty for a page without any
 */
record Leaf(int number, int of, boolean isPage, List<Block> blocks) {

  Leaf {
    blocks = List.copyOf(blocks);
  }

  /**
   * What stands by itself on a leaf.
   *
   * @param seconds when it was said, from the beginning of the recording; null if it is of none
   */
  record Block(Kind kind, List<Line> lines, @Nullable Integer seconds) {

    Block {
      lines = List.copyOf(lines);
    }

    public boolean heading() {
      return kind == Kind.HEADING;
    }

    public boolean rows() {
      return kind == Kind.ROWS;
    }
  }

  /** How a block looks. */
  enum Kind {
    HEADING,
    TEXT,
    /** Lines whose cells stand under one another. */
    ROWS
  }

  /** A line; one cell but in {@link Kind#ROWS}. */
  record Line(List<List<Piece>> cells) {

    Line {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A piece of text that is marked or not.
   *
   * @param first whether it is where the asked passage begins
   */
  record Piece(String text, Mark mark, boolean first) {

    public boolean asked() {
      return mark == Mark.ASKED;
    }

    public boolean found() {
      return mark == Mark.FOUND;
    }

    public boolean hidden() {
      return mark == Mark.HIDDEN;
    }
  }

  /** Why a piece is marked. */
  enum Mark {
    NONE,
    /** It is of the passage that was asked for. */
    ASKED,
    /** It is a word that was looked for. */
    FOUND,
    /** Nobody sees it who opens the file. */
    HIDDEN
  }
}
