package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.unseen.UnseenInk;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.library.text.HiddenText.Kind;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceRGBColor;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** Takes lines that are set clearly larger than the text before them for headings. */
class PdfLines extends PDFTextStripper {

  private static final int MOST_HEADING = 120;

  private final List<Extraction.Heading> headings = new ArrayList<>();
  private final int[] sizes = new int[400]; // how many characters were set in each half point
  private int line = -1;
  private float size;
  private final List<UnseenInk.Word> unseen = new ArrayList<>();
  private final @Nullable UnseenInk ink;
  private final Overprints overprints = new Overprints();
  private @Nullable PDPage next;

  PdfLines() {
    this(null);
  }

  /**
   * @param ink tells what of the text nobody sees; null if nobody asks
   */
  PdfLines(@Nullable UnseenInk ink) {
    setStartPage(0); // pages are not counted here
    setSuppressDuplicateOverlappingText(false); // done here
    this.ink = ink;
    if (ink != null) {
      addOperator(new SetNonStrokingColor(this));
      addOperator(new SetNonStrokingColorN(this));
      addOperator(new SetNonStrokingColorSpace(this));
      addOperator(new SetNonStrokingDeviceCMYKColor(this));
      addOperator(new SetNonStrokingDeviceGrayColor(this));
      addOperator(new SetNonStrokingDeviceRGBColor(this));
      addOperator(new PicturePlaces(this, ink));
    }
  }

  /** The page that is written next, alone. */
  void turnTo(PDPage page) {
    next = page;
  }

  List<Extraction.Heading> headings() {
    return headings;
  }

  /** The words of the page that nobody sees, in the order of its text. */
  List<UnseenInk.Word> unseen() {
    return unseen;
  }

  @Override
  protected void processTextPosition(TextPosition letter) {
    if (ink != null) {
      ink.look(letter, getGraphicsState());
    }
    if (!overprints.isAgain(letter)) {
      super.processTextPosition(letter);
    }
  }

  /** One page alone: to look for it would take longer for each that comes before it. */
  @Override
  protected void processPages(PDPageTree pages) throws IOException {
    if (next != null && next.hasContents()) {
      processPage(next);
    }
  }

  @Override
  public void writeText(PDDocument document, Writer out) throws IOException {
    headings.clear();
    unseen.clear();
    overprints.clear();
    if (ink != null) {
      ink.clear();
    }
    line = -1;
    super.writeText(document, out);
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) throws IOException {
    if (line < 0) {
      line = written();
      size = 0;
    }
    for (var position : positions) {
      float points = position.getFontSizeInPt();
      size = Math.max(size, points);
      sizes[Math.clamp((int) (points * 2), 0, sizes.length - 1)]++;
    }
    int start = written();
    super.writeString(text, positions);
    noteUnseen(start, positions);
  }

  private void noteUnseen(int start, List<TextPosition> letters) {
    var kind = ink == null ? null : ink.of(letters);
    if (ink == null || kind == null || written() == start) {
      return;
    }
    var page = getCurrentPage().getCropBox();
    if (kind == Kind.INVISIBLE && ink.isReadFromAPicture(letters.getFirst(), page)) {
      return;
    }
    var box = new Rectangle2D.Float();
    for (var letter : letters) {
      float high = Math.max(letter.getHeight(), letter.getFontSizeInPt() * 0.6f);
      var its = new Rectangle2D.Float(letter.getX(), letter.getY() - high, letter.getWidth(), high);
      box.setRect(box.isEmpty() ? its : box.createUnion(its));
    }
    unseen.add(new UnseenInk.Word(start, written(), kind, box));
  }

  @Override
  protected void writeLineSeparator() throws IOException {
    endLine();
    super.writeLineSeparator();
  }

  @Override
  protected void endPage(PDPage page) throws IOException {
    endLine();
    super.endPage(page);
  }

  private void endLine() {
    int end = written();
    if (line >= 0
        && end - line >= 3
        && end - line <= MOST_HEADING
        && size >= 1.15f * usual()
        && hasLetters(line, end)) {
      headings.add(new Extraction.Heading(line, end));
    }
    line = -1;
  }

  private boolean hasLetters(int from, int to) {
    return output.toString().substring(from, to).codePoints().anyMatch(Character::isLetter);
  }

  private int written() {
    return ((StringWriter) output).getBuffer().length();
  }

  private float usual() {
    int best = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] > sizes[best]) {
        best = i;
      }
    }
    return best / 2f;
  }
}
