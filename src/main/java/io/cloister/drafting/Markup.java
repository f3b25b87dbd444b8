package io.cloister.drafting;

import io.cloister.answering.Shallow;
import io.cloister.answering.TagsAsText;
import io.cloister.library.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * The Markdown of sections, taken apart into blocks and sentences and put together again. A mark as
 * {@code [3]} is a citation, {@code \[3\]} is not.
 */
public final class Markup {

  private static final Parser BLOCKS =
      Parser.builder()
          .customInlineContentParserFactory(new TagsAsText())
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .build();
  private static final Pattern MARK = Pattern.compile("(?<!\\\\)\\[(\\d{1,3})](?!\\()");
  private static final Pattern MARKS_BEHIND_THE_END =
      Pattern.compile("(?<=[.!?…])[\"”’)]{0,2}[ \\t]*(?:\\[\\d{1,3}](?!\\()[ \\t]*)++");
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~!]");
  private static final Pattern LIST_START =
      Pattern.compile("^(\\d+)([.)])(?=\\s|$)|^([-+])(?=\\s|$)");

  private Markup() {}

  /**
   * A stretch of a section that stands for itself.
   *
   * @param level depth of a list item from 0, or of a heading from 1
   * @param sentences in Markdown, in order; none in headings
   * @param text all of it in Markdown, without list or heading marks
   */
  public record Block(Kind kind, int level, List<String> sentences, String text) {

    public Block {
      sentences = List.copyOf(sentences);
    }
  }

  /** What a block is. */
  public enum Kind {
    PARAGRAPH,
    BULLET,
    NUMBERED,
    HEADING,
    TABLE_HEAD,
    TABLE_ROW,
    CODE
  }

  /** The blocks of Markdown that may be anybody's. */
  public static List<Block> blocks(String markdown) {
    var blocks = new ArrayList<Block>();
    var shallow = Shallow.of(markdown);
    walk(BLOCKS.parse(shallow), shallow, 0, blocks);
    return blocks;
  }

  private static void walk(Node parent, String markdown, int depth, List<Block> blocks) {
    for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case Heading heading ->
            blocks.add(
                new Block(
                    Kind.HEADING,
                    heading.getLevel(),
                    List.of(),
                    source(node, markdown).replaceAll("^#+\\s*|\\s+#+$|\\n[=-]+\\s*$", "")));
        case Paragraph _ -> blocks.add(paragraph(Kind.PARAGRAPH, depth, source(node, markdown)));
        case BulletList _ -> items(node, Kind.BULLET, markdown, depth, blocks);
        case OrderedList _ -> items(node, Kind.NUMBERED, markdown, depth, blocks);
        case BlockQuote _ -> walk(node, markdown, depth, blocks);
        case TableBlock _ -> rows(node, markdown, blocks);
        case FencedCodeBlock code -> blocks.add(code(code.getLiteral()));
        case IndentedCodeBlock code -> blocks.add(code(code.getLiteral()));
        case HtmlBlock html -> blocks.add(paragraph(Kind.PARAGRAPH, depth, html.getLiteral()));
        default -> {
          // a rule says nothing
        }
      }
    }
  }

  private static void items(Node list, Kind kind, String markdown, int depth, List<Block> blocks) {
    for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
      if (item instanceof ListItem && item.getFirstChild() instanceof Paragraph first) {
        blocks.add(paragraph(kind, depth, source(first, markdown)));
        first.unlink();
      }
      walk(item, markdown, depth + 1, blocks);
    }
  }

  private static void rows(Node node, String markdown, List<Block> blocks) {
    for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof TableRow row) {
        var text = source(row, markdown).strip();
        boolean head = node instanceof TableHead;
        blocks.add(
            new Block(
                head ? Kind.TABLE_HEAD : Kind.TABLE_ROW,
                0,
                head ? List.of() : List.of(text),
                text));
      } else {
        rows(child, markdown, blocks);
      }
    }
  }

  private static Block code(String literal) {
    var text = literal.strip();
    return new Block(Kind.CODE, 0, text.isEmpty() ? List.of() : List.of(escaped(text)), text);
  }

  private static Block paragraph(Kind kind, int depth, String text) {
    return new Block(kind, depth, sentences(text), text);
  }

  private static String source(Node node, String markdown) {
    return node.getSourceSpans().stream()
        .map(span ->
            markdown.substring(span.getInputIndex(), span.getInputIndex() + span.getLength()))
        .map(String::strip)
        .collect(Collectors.joining("\n"))
        .strip();
  }

  /** Marks behind the full stop belong to the sentence that ends there, and end it. */
  static List<String> sentences(String text) {
    var sentences = new ArrayList<String>();
    var ends = MARKS_BEHIND_THE_END.matcher(text);
    int from = 0;
    while (ends.find()) {
      addSentences(text.substring(from, ends.start()), ends.group().strip(), sentences);
      from = ends.end();
    }
    addSentences(text.substring(from), "", sentences);
    return sentences;
  }

  private static void addSentences(String text, String marks, List<String> sentences) {
    Sentences.of(text).forEach(sentence -> sentences.add(sentence.text()));
    if (!marks.isEmpty() && !sentences.isEmpty()) {
      var blank = marks.startsWith("[") ? " " : "";
      sentences.set(sentences.size() - 1, sentences.getLast() + blank + marks);
    }
  }

  /** Puts blocks together again; what {@link #blocks} takes apart in the same way. */
  public static String markdown(List<Block> blocks) {
    var text = new StringBuilder();
    Block before = null;
    for (var block : blocks) {
      if (before != null) {
        text.append(isTight(before, block) ? "\n" : "\n\n");
      }
      text.append(
          switch (block.kind()) {
            case PARAGRAPH -> "   ".repeat(block.level()) + block.text();
            case BULLET -> "   ".repeat(block.level()) + "- " + oneLine(block.text());
            case NUMBERED -> "   ".repeat(block.level()) + "1. " + oneLine(block.text());
            case HEADING -> "#".repeat(block.level()) + " " + oneLine(block.text());
            case TABLE_HEAD -> block.text() + "\n" + delimiters(block.text());
            case TABLE_ROW -> block.text();
            case CODE -> "```\n" + block.text() + "\n```";
          });
      before = block;
    }
    return text.toString();
  }

  private static boolean isTight(Block before, Block block) {
    return switch (block.kind()) {
      case BULLET -> before.kind() == Kind.BULLET;
      case NUMBERED -> before.kind() == Kind.NUMBERED;
      case TABLE_ROW -> before.kind() == Kind.TABLE_HEAD || before.kind() == Kind.TABLE_ROW;
      case PARAGRAPH, HEADING, TABLE_HEAD, CODE -> false;
    };
  }

  private static String delimiters(String row) {
    return "|" + "---|".repeat(cells(row).size());
  }

  /** The cells of a table's row. */
  public static List<String> cells(String row) {
    var inner = row.strip().replaceAll("^\\||(?<!\\\\)\\|$", "");
    return List.of(inner.split("(?<!\\\\)\\|", -1)).stream().map(String::strip).toList();
  }

  /** The numbers of the marks in a sentence, each once. */
  public static List<Integer> marks(String source) {
    return MARK.matcher(source).results().map(m -> Integer.valueOf(m.group(1))).distinct().toList();
  }

  /** The sentence as it is read, with its marks. */
  public static String plain(String source) {
    return Pieces.of(source).stream()
        .map(piece -> piece.style() == Pieces.Style.CITE ? "[" + piece.text() + "]" : piece.text())
        .collect(Collectors.joining())
        .strip();
  }

  /** The sentence as it is read, without its marks. */
  public static String unmarked(String source) {
    return oneLine(plain(MARK.matcher(source).replaceAll(" ")));
  }

  /** Markdown that reads as {@code text}, on one line. */
  public static String escaped(String text) {
    var line = SPECIAL.matcher(oneLine(text)).replaceAll("\\\\$0");
    return LIST_START
        .matcher(line)
        .replaceFirst(m -> {
          var number = m.group(1);
          return number == null ? "\\\\" + m.group(3) : number + "\\\\" + m.group(2);
        });
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ").replaceAll(" (?=[.,;:](?:\\s|$))", "");
  }

  static Pattern mark() {
    return MARK;
  }
}
