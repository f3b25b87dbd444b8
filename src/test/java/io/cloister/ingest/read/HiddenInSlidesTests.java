package io.cloister.ingest.read;

import static io.cloister.SlowMachines.PATIENCE;
import static io.cloister.ingest.read.HiddenWords.hidden;
import static io.cloister.ingest.read.HiddenWords.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.ingest.read.wire.Limits;
import java.awt.Color;
import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xslf.usermodel.XSLFTextRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What slides hide from who sees them. */
class HiddenInSlidesTests {

  @RegisterExtension
  static final RealReaders READERS =
      new RealReaders(new Limits(PATIENCE, PATIENCE, 128, 2_000_000, 5, 20));

  @Test
  void findsWhatSlidesHide() throws IOException {
    var read =
        slides(show -> {
          var first = show.createSlide();
          text(first, 100, "Twice told");
          text(first, -4_000, "Beside the slide");
          var box = first.createTextBox();
          box.setAnchor(new Rectangle(50, 200, 300, 100));
          run(box, "Plainly seen ");
          run(box, "White as snow").setFontColor(Color.WHITE);
          run(box, " Twice told").setFontSize(1.0);
          var hidden = show.createSlide();
          text(hidden, 100, "Slide gone");
          hidden.setHidden(true);
          text(show.createSlide(), 100, "Shown last");
          show.getNotesSlide(first).getPlaceholder(1).setText("What the speaker says");
        });

    assertThat(hidden(read))
        .containsExactlyInAnyOrder(
            "off-page: Beside the slide",
            "colour: White as snow Twice told",
            "invisible: Slide gone");
    assertThat(seen(read)).contains("Twice told", "Plainly seen", "What the speaker says", "last");
  }

  @Test
  void leavesWhiteOnDarkSlidesAlone() throws IOException {
    var read =
        slides(show -> {
          var slide = show.createSlide();
          slide.getBackground().setFillColor(new Color(0, 51, 102));
          var box = slide.createTextBox();
          box.setAnchor(new Rectangle(50, 50, 300, 100));
          run(box, "White on blue").setFontColor(Color.WHITE);
          var other = show.createSlide();
          var shape = other.createTextBox();
          shape.setAnchor(new Rectangle(50, 50, 300, 100));
          shape.setFillColor(Color.BLACK);
          run(shape, "White on black").setFontColor(Color.WHITE);
        });

    assertThat(seen(read)).contains("White on blue", "White on black");
    assertThat(hidden(read)).isEmpty();
  }

  @Test
  void findsWhatIsHiddenInSeveralWaysInTurn() throws IOException {
    var read =
        slides(show -> {
          var box = show.createSlide().createTextBox();
          box.setAnchor(new Rectangle(50, 50, 300, 100));
          run(box, "Seen ");
          for (var letters : "Ig no re al l".split(" ")) {
            run(box, letters.substring(0, 1)).setFontSize(1.0);
            run(box, letters.substring(1)).setFontColor(Color.WHITE);
          }
          run(box, " more");
        });

    assertThat(hidden(read)).containsExactly("tiny: Ignoreall");
    assertThat(seen(read)).contains("Seen", "more");
  }

  @Test
  void hidesAllShapesOfAHiddenGroup(@TempDir Path folder) throws IOException {
    var file =
        Files.write(
            folder.resolve("made.pptx"),
            made(show -> {
              var slide = show.createSlide();
              var group = slide.createGroup();
              group.setAnchor(new Rectangle(0, 0, 400, 400));
              group.setInteriorAnchor(new Rectangle(0, 0, 400, 400));
              for (var words : new String[] {"Group gone", "Gone too"}) {
                var box = group.createTextBox();
                box.setAnchor(new Rectangle(10, 10, 200, 50));
                box.setText(words);
              }
              text(slide, 100, "Seen behind");
            }));
    ZipEdits.edit(
        file,
        "ppt/slides/slide1.xml",
        xml -> xml.replaceFirst("(<p:grpSp>\\s*<p:nvGrpSpPr>\\s*<p:cNvPr )", "$1hidden=\"1\" "));
    var read = READERS.read("made.pptx", Files.readAllBytes(file));

    assertThat(seen(read)).contains("Seen behind").doesNotContain("one");
  }

  private interface Making {
    void fill(XMLSlideShow show) throws IOException;
  }

  private static Read slides(Making making) throws IOException {
    return READERS.read("made.pptx", made(making));
  }

  private static byte[] made(Making making) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var show = new XMLSlideShow()) {
      making.fill(show);
      show.write(bytes);
    }
    return bytes.toByteArray();
  }

  private static void text(XSLFSlide slide, int x, String words) {
    var box = slide.createTextBox();
    box.setAnchor(new Rectangle(x, 50, 300, 100));
    box.setText(words);
  }

  private static XSLFTextRun run(XSLFTextBox box, String words) {
    var run = box.getTextParagraphs().isEmpty() ? null : box.getTextParagraphs().getLast();
    var added = (run == null ? box.addNewTextParagraph() : run).addNewTextRun();
    added.setText(words);
    return added;
  }
}
