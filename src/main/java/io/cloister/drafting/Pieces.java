package io.cloister.drafting;

import io.cloister.answering.TagsAsText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A sentence's Markdown as pieces of plain text, each in one style: whoever shows them needs no
 * HTML of ours, and what somebody hid in links, pictures or tags is only ever text.
 */
public final class Pieces {

  private static final Parser INLINE =
      Parser.builder()
          .customInlineContentParserFactory(new TagsAsText())
          .enabledBlockTypes(Set.of())
          .build();
  private static final char MARK_START = '\uE000';
  private static final char MARK_END = '\uE001';

  private Pieces() {}

  /** How a piece is shown. */
  public enum Style {
    TEXT,
    STRONG,
    EMPHASIS,
    CODE,
    CITE
  }

  /**
   * @param text the words, or the number of a citation
   */
  public record Piece(Style style, String text) {}

  public static List<Piece> of(String source) {
    var marked =
        Markup.mark()
            .matcher(source.replace(MARK_START, ' ').replace(MARK_END, ' '))
            .replaceAll(MARK_START + "$1" + MARK_END);
    var pieces = new ArrayList<Piece>();
    INLINE.parse(marked).accept(new Collecting(pieces));
    return pieces;
  }

  private static final class Collecting extends AbstractVisitor {

    private final List<Piece> pieces;
    private Style style = Style.TEXT;

    Collecting(List<Piece> pieces) {
      this.pieces = pieces;
    }

    @Override
    public void visit(Text text) {
      add(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      styled(Style.CODE, () -> add(code.getLiteral()));
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
      add(" ");
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
      add(" ");
    }

    @Override
    public void visit(StrongEmphasis strong) {
      styled(Style.STRONG, () -> visitChildren(strong));
    }

    @Override
    public void visit(Emphasis emphasis) {
      styled(Style.EMPHASIS, () -> visitChildren(emphasis));
    }

    private void styled(Style inside, Runnable visit) {
      var outside = style;
      style = inside;
      visit.run();
      style = outside;
    }

    private void add(String text) {
      int from = 0;
      for (int at = text.indexOf(MARK_START); at >= 0; at = text.indexOf(MARK_START, from)) {
        int end = text.indexOf(MARK_END, at);
        if (end < 0) {
          break;
        }
        piece(style, text.substring(from, at));
        piece(Style.CITE, text.substring(at + 1, end));
        from = end + 1;
      }
      piece(style, text.substring(from));
    }

    private void piece(Style as, String text) {
      if (text.isEmpty()) {
        return;
      }
      if (as != Style.CITE && !pieces.isEmpty() && pieces.getLast().style() == as) {
        pieces.set(pieces.size() - 1, new Piece(as, pieces.getLast().text() + text));
      } else {
        pieces.add(new Piece(as, text));
      }
    }
  }
}
