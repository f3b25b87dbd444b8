package io.cloister.drafting.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.drafting.Draft;
import io.cloister.drafting.Markup;
import io.cloister.drafting.Pieces;
import io.cloister.drafting.Section;
import io.cloister.drafting.Sentence;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.springframework.web.util.HtmlUtils;

/**
 * A draft as one HTML file that needs no other, with its record in the head. Whatever was written
 * is only ever text: no tag of it is taken over.
 */
public final class HtmlFile {

  private static final String STYLE =
      "body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
          + "table{border-collapse:collapse}td,th{border:1px solid #aaa;padding:.3rem .6rem;"
          + "text-align:start}.notice,.quiet{color:#5f6b7a;font-size:.875rem}.doubtful{color:#9a5b00}"
          + "blockquote{margin-inline:0}";

  private final ExportWords words;
  private final StringBuilder html = new StringBuilder();
  private final Deque<String> lists = new ArrayDeque<>();
  private boolean isTable;

  public HtmlFile(ExportWords words) {
    this.words = words;
  }

  public void write(Draft draft, OutputStream out) throws IOException {
    html.append("<!doctype html>\n<html lang=\"").append(text(draft.language())).append("\">\n");
    html.append("<head>\n<meta charset=\"utf-8\">\n");
    element("title", draft.title());
    Provenance.of(draft)
        .forEach((name, value) ->
            html.append("<meta name=\"%s\" content=\"%s\">\n".formatted(name, text(value))));
    html.append("<style>").append(STYLE).append("</style>\n</head>\n<body>\n");
    element("h1", draft.title());
    html.append("<div class=\"notice\">\n");
    words.notice(draft).forEach(line -> element("p", line));
    html.append("</div>\n");
    boolean marks = draft.state() != Draft.State.APPROVED;
    for (var section : draft.sections()) {
      element("h2", section.heading());
      body(section, marks);
    }
    sources(draft);
    html.append("</body>\n</html>\n");
    out.write(html.toString().getBytes(UTF_8));
  }

  private void body(Section section, boolean marks) {
    var blocks = Markup.blocks(section.markdown());
    if (blocks.isEmpty()) {
      html.append("<p class=\"quiet\">").append(text(words.nothing())).append("</p>\n");
    }
    var sentences = section.sentences().iterator();
    for (var block : blocks) {
      switch (block.kind()) {
        case BULLET -> item("ul", block, sentences, marks);
        case NUMBERED -> item("ol", block, sentences, marks);
        case TABLE_HEAD -> row("th", block, sentences);
        case TABLE_ROW -> row("td", block, sentences);
        case HEADING -> plain("h3", block, sentences, marks);
        case CODE -> plain("pre", block, sentences, marks);
        case PARAGRAPH -> plain("p", block, sentences, marks);
      }
    }
    close();
  }

  private void plain(String name, Markup.Block block, Iterator<Sentence> sentences, boolean marks) {
    close();
    html.append('<').append(name).append('>');
    inline(block, sentences, marks);
    html.append("</").append(name).append(">\n");
  }

  private void item(String list, Markup.Block block, Iterator<Sentence> sentences, boolean marks) {
    closeTable();
    while (lists.size() > block.level() + 1
        || (lists.size() == block.level() + 1 && !list.equals(lists.peek()))) {
      closeList();
    }
    html.append(lists.size() == block.level() + 1 ? "</li>\n<li>" : "");
    while (lists.size() < block.level() + 1) {
      html.append('<').append(list).append(">\n<li>");
      lists.push(list);
    }
    inline(block, sentences, marks);
  }

  private void row(String cell, Markup.Block block, Iterator<Sentence> sentences) {
    closeLists();
    if (!isTable) {
      html.append("<table>\n");
      isTable = true;
    }
    html.append("<tr>");
    for (var source : Markup.cells(block.text())) {
      html.append('<').append(cell).append('>');
      pieces(source);
      html.append("</").append(cell).append('>');
    }
    html.append("</tr>\n");
    block.sentences().stream().filter(_ -> sentences.hasNext()).forEach(_ -> sentences.next());
  }

  private void inline(Markup.Block block, Iterator<Sentence> sentences, boolean marks) {
    if (block.sentences().isEmpty()) {
      pieces(block.text());
    }
    var blank = "";
    for (var source : block.sentences()) {
      html.append(blank);
      blank = " ";
      boolean doubtful =
          sentences.hasNext() && sentences.next().verdict() != Sentence.Support.SUPPORTED && marks;
      if (doubtful) {
        html.append("<span class=\"doubtful\">");
      }
      pieces(source);
      if (doubtful) {
        html.append(" <small>⚠ ").append(text(words.noSupport())).append("</small></span>");
      }
    }
  }

  private void pieces(String source) {
    for (var piece : Pieces.of(source)) {
      var said = text(piece.text());
      html.append(
          switch (piece.style()) {
            case TEXT -> said;
            case STRONG -> "<strong>" + said + "</strong>";
            case EMPHASIS -> "<em>" + said + "</em>";
            case CODE -> "<code>" + said + "</code>";
            case CITE -> "<a href=\"#source-%s\">[%s]</a>".formatted(said, said);
          });
    }
  }

  private void sources(Draft draft) {
    element("h2", words.sources());
    for (var citation : draft.citations()) {
      html.append(
          "<p id=\"source-%d\">[%d] %s: <q>%s</q></p>\n"
              .formatted(
                  citation.n(), citation.n(), text(words.place(citation)), text(citation.quote())));
    }
    element("h3", words.files());
    html.append("<ul>\n");
    draft.sources().forEach(source -> element("li", words.file(source)));
    html.append("</ul>\n");
  }

  private void element(String name, String content) {
    html.append("<%s>%s</%s>\n".formatted(name, text(content), name));
  }

  private void close() {
    closeTable();
    closeLists();
  }

  private void closeTable() {
    if (isTable) {
      html.append("</table>\n");
      isTable = false;
    }
  }

  private void closeLists() {
    while (!lists.isEmpty()) {
      closeList();
    }
  }

  private void closeList() {
    html.append("</li>\n</").append(lists.pop()).append(">\n");
  }

  private static String text(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
