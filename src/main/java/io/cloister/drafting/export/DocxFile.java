package io.cloister.drafting.export;

import io.cloister.drafting.Draft;
import io.cloister.drafting.Markup;
import io.cloister.drafting.Pieces;
import io.cloister.drafting.Section;
import io.cloister.drafting.Sentence;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.poi.xwpf.usermodel.VerticalAlign;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.jspecify.annotations.Nullable;

/** A draft as a Word document; its record stands in the custom properties. */
public final class DocxFile {

  private static final String QUIET = "5F6B7A";
  private static final String DOUBT = "9A5B00";
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\uFFFE\uFFFF]");

  private final ExportWords words;

  public DocxFile(ExportWords words) {
    this.words = words;
  }

  public void write(Draft draft, OutputStream out) throws IOException {
    try (var file = new XWPFDocument()) {
      var look = DocxLook.in(file);
      var core = file.getProperties().getCoreProperties();
      core.setTitle(printable(draft.title()));
      core.setCreator(printable(draft.owner().name()));
      var custom = file.getProperties().getCustomProperties();
      Provenance.of(draft).forEach((name, value) -> custom.addProperty(name, printable(value)));

      look.heading(file, 0).createRun().setText(printable(draft.title()));
      words.notice(draft).forEach(line -> quiet(file, line));
      boolean marks = draft.state() != Draft.State.APPROVED;
      for (var section : draft.sections()) {
        look.heading(file, 1).createRun().setText(printable(section.heading()));
        body(file, look, section, marks);
      }
      sources(file, look, draft);
      file.write(out);
    }
  }

  private void body(XWPFDocument file, DocxLook look, Section section, boolean marks) {
    var blocks = Markup.blocks(section.markdown());
    if (blocks.isEmpty()) {
      quiet(file, words.nothing());
    }
    var sentences = section.sentences().iterator();
    XWPFTable table = null;
    for (var block : blocks) {
      boolean row = block.kind() == Markup.Kind.TABLE_ROW || block.kind() == Markup.Kind.TABLE_HEAD;
      if (row) {
        table = row(file, table, block);
        block.sentences().forEach(_ -> next(sentences));
      } else {
        table = null;
        block(file, look, block, sentences, marks);
      }
    }
  }

  private void block(
      XWPFDocument file,
      DocxLook look,
      Markup.Block block,
      Iterator<Sentence> sentences,
      boolean marks) {
    var paragraph =
        switch (block.kind()) {
          case HEADING -> look.heading(file, 2);
          case BULLET -> look.item(file, false, block.level());
          case NUMBERED -> look.item(file, true, block.level());
          case PARAGRAPH, CODE, TABLE_HEAD, TABLE_ROW -> file.createParagraph();
        };
    if (block.sentences().isEmpty()) {
      pieces(paragraph, block.text(), false);
    }
    boolean first = true;
    for (var source : block.sentences()) {
      if (!first) {
        paragraph.createRun().setText(" ");
      }
      first = false;
      var sentence = next(sentences);
      boolean doubtful =
          marks && sentence != null && sentence.verdict() != Sentence.Support.SUPPORTED;
      pieces(paragraph, source, doubtful);
      if (doubtful) {
        var run = paragraph.createRun();
        run.setText(" ⚠ " + words.noSupport());
        run.setColor(DOUBT);
        run.setFontSize(8);
      }
    }
  }

  private static @Nullable Sentence next(Iterator<Sentence> sentences) {
    return sentences.hasNext() ? sentences.next() : null;
  }

  private static XWPFTable row(XWPFDocument file, @Nullable XWPFTable before, Markup.Block block) {
    var cells = Markup.cells(block.text());
    var table = before == null ? file.createTable(1, cells.size()) : before;
    var row = before == null ? table.getRow(0) : table.createRow();
    for (int i = 0; i < cells.size(); i++) {
      var cell = row.getCell(i) == null ? row.createCell() : row.getCell(i);
      var paragraph = cell.getParagraphs().getFirst();
      pieces(paragraph, cells.get(i), false);
      if (block.kind() == Markup.Kind.TABLE_HEAD) {
        paragraph.getRuns().forEach(run -> run.setBold(true));
      }
    }
    return table;
  }

  private static void pieces(XWPFParagraph paragraph, String source, boolean doubtful) {
    for (var piece : Pieces.of(source)) {
      var run = paragraph.createRun();
      switch (piece.style()) {
        case TEXT -> run.setText(printable(piece.text()));
        case STRONG -> {
          run.setText(printable(piece.text()));
          run.setBold(true);
        }
        case EMPHASIS -> {
          run.setText(printable(piece.text()));
          run.setItalic(true);
        }
        case CODE -> {
          run.setText(printable(piece.text()));
          run.setFontFamily("Courier New");
        }
        case CITE -> {
          run.setText("[" + piece.text() + "]");
          run.setSubscript(VerticalAlign.SUPERSCRIPT);
        }
      }
      if (doubtful) {
        run.setColor(DOUBT);
      }
    }
  }

  private void sources(XWPFDocument file, DocxLook look, Draft draft) {
    look.heading(file, 1).createRun().setText(words.sources());
    for (var citation : draft.citations()) {
      var paragraph = file.createParagraph();
      paragraph.createRun().setText("[%d] ".formatted(citation.n()));
      paragraph.createRun().setText(printable(words.place(citation)) + ": ");
      var quote = paragraph.createRun();
      quote.setText("“" + printable(citation.quote()) + "”");
      quote.setItalic(true);
    }
    look.heading(file, 2).createRun().setText(words.files());
    lines(file, draft.sources().stream().map(words::file).toList());
  }

  private static void lines(XWPFDocument file, List<String> lines) {
    lines.forEach(line -> file.createParagraph().createRun().setText(printable(line)));
  }

  private static void quiet(XWPFDocument file, String line) {
    var run = file.createParagraph().createRun();
    run.setText(printable(line));
    run.setColor(QUIET);
    run.setFontSize(9);
  }

  // XML has no place for these
  private static String printable(String text) {
    return UNPRINTABLE.matcher(text.replaceAll("\\s+", " ")).replaceAll("");
  }
}
