package io.cloister.ingest.read;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.Photographs;
import io.cloister.ingest.Tiffs;
import io.cloister.ingest.read.picture.Tesseract;
import io.cloister.ingest.read.picture.Upright;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.ingest.read.wire.Extraction.Unreadable;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.Ocr;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads pictures that are made here. Where Tesseract is not installed, the same files have to say
 * so.
 */
class PicturesTests {

  private static final Ocr LONG = new Ocr(Duration.ofMinutes(3), true, "", 2);
  private static final boolean INSTALLED = !Tesseract.here().languages().isEmpty();

  @RegisterExtension
  static final RealReaders READERS =
      new RealReaders(new Limits(PATIENCE, PATIENCE, 256, 200_000, 5, 20));

  @Test
  void readsAPicture() throws IOException {
    var extraction = read("sign.png", png("Keep the valve closed"), LONG);

    if (INSTALLED) {
      assertThat(((Read) extraction).text().text()).contains("Keep the valve closed");
      assertThat(((Read) extraction).metadata()).containsEntry("pictures", "1 read");
    } else {
      assertThat(((Unreadable) extraction).failure().detail()).contains("not installed");
    }
  }

  @Test
  void readsAWebPicture() throws IOException {
    var extraction = read("sign.webp", Photographs.writtenWebp(), LONG);

    if (INSTALLED) {
      var read = (Read) extraction;
      assertThat(read.mediaType()).isEqualTo("image/webp");
      assertThat(read.text().text()).contains("Keep the valve closed");
    } else {
      assertThat(((Unreadable) extraction).failure().detail()).contains("not installed");
    }
  }

  @Test
  void readsAPageThatLiesOnItsSide() throws IOException {
    var extraction = read("page.png", png(onItsSide()), LONG);

    var words = extraction instanceof Read read ? read.text().text() : "";
    assertThat(words.contains("the valve of the second boiler"))
        .isEqualTo(Tesseract.here().seesScripts());
  }

  @Test
  void readsAPhotographThatLiesOnItsHead() throws IOException {
    var upsideDown = Upright.of(drawn("Keep the valve closed"), 3);
    var extraction = read("photo.jpg", Photographs.jpeg(upsideDown, 3), LONG);

    var words = extraction instanceof Read read ? read.text().text() : "";
    assertThat(words.contains("Keep the valve closed")).isEqualTo(INSTALLED);
  }

  @Test
  void readsAllPagesOfATiff() throws IOException {
    var pages = List.of(drawn("Keep the valve closed"), drawn("Call the night watch"));
    var extraction = read("fax.tif", Tiffs.of(pages), LONG);

    if (INSTALLED) {
      var read = (Read) extraction;
      assertThat(read.pages()).isEqualTo(2);
      var text = read.text();
      assertThat(text.pageAt(text.text().indexOf("Keep the valve"))).isEqualTo(1);
      assertThat(text.pageAt(text.text().indexOf("Call the night"))).isEqualTo(2);
    } else {
      assertThat(((Unreadable) extraction).failure().detail()).contains("not installed");
    }
  }

  @Test
  void readsAllPagesOfATiffWhoseFirstLiesOnItsHead() throws IOException {
    var pages =
        List.of(Upright.of(drawn("Keep the valve closed"), 3), drawn("Call the night watch"));
    var extraction = read("fax.tif", Tiffs.lying(3, pages), LONG);

    var words = extraction instanceof Read read ? read.text().text() : "";
    assertThat(words.contains("Keep the valve closed")).isEqualTo(INSTALLED);
    assertThat(words.contains("Call the night watch")).isEqualTo(INSTALLED);
  }

  @Test
  void readsTheOtherPagesOfATiffOfWhichOneIsLargerThanAnyIs() throws IOException {
    var pages =
        List.of(drawn("Keep the valve closed"), drawn("Bomb"), drawn("Call the night watch"));
    var extraction = read("fax.tif", Tiffs.claiming(Tiffs.of(pages), 1, 40_000), LONG);

    if (INSTALLED) {
      var read = (Read) extraction;
      assertThat(read.text().text()).contains("Keep the valve closed").doesNotContain("Bomb");
      assertThat(read.text().pageAt(read.text().text().indexOf("Call the night"))).isEqualTo(3);
      assertThat(read.metadata().get("pictures")).startsWith("2 read, 1 not read");
    } else {
      assertThat(((Unreadable) extraction).failure().detail()).contains("not installed");
    }
  }

  @Test
  void drawsNoPictureThatSaysItIsLargerThanAnyIs() throws IOException {
    var photograph = Photographs.jpeg(drawn("Keep the valve closed"), 1);

    var readers = READERS.readers();
    assertThat(readers.draw(new ByteArrayInputStream(photograph), 1)).isPresent();
    var bomb = Photographs.claiming(13_000, photograph);
    assertThat(readers.draw(new ByteArrayInputStream(bomb), 1)).isEmpty();
  }

  @Test
  void readsNoOtherFileThatAPictureNames(@TempDir Path folder) throws IOException {
    var other = Files.write(folder.resolve("other.png"), png("Nobody is to see this"));

    var extraction = read("list.pgm", (other + "\n\0\1").getBytes(UTF_8), LONG);

    assertThat(extraction).isInstanceOf(Unreadable.class);
  }

  @Test
  void readsNetpbmOfASizeThatItCanHold() throws IOException {
    var extraction = read("sign.pgm", pgm(drawn("Keep the valve closed")), LONG);

    var words = extraction instanceof Read read ? read.text().text() : "";
    assertThat(words.contains("Keep the valve closed")).isEqualTo(INSTALLED);
  }

  @Test
  void readsAPictureThatComesAgainAsBefore() throws IOException {
    var first = read("logo.png", png("Boilers and Sons"), LONG);
    var second = read("other.png", png("Boilers and Sons"), LONG);

    if (INSTALLED) {
      assertThat(((Read) second).text()).isEqualTo(((Read) first).text());
      assertThat(((Read) second).metadata()).containsEntry("pictures", "1 read");
    } else {
      assertThat(second).isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void readsThePagesOfAPdfThatHaveNoTextOfTheirOwn() throws IOException {
    var read = (Read) read("scan.pdf", pdf(), LONG);

    assertThat(read.pages()).isEqualTo(3);
    var text = read.text().text();
    assertThat(text).contains("Written page");
    if (INSTALLED) {
      assertThat(read.text().pageAt(text.indexOf("Keep the valve"))).isEqualTo(1);
      assertThat(read.text().pageAt(text.indexOf("Written page"))).isEqualTo(2);
      assertThat(read.text().pageAt(text.indexOf("Call the night"))).isEqualTo(3);
    } else {
      assertThat(read.metadata().get("pictures")).contains("2 not read", "not installed");
    }
  }

  @Test
  void leavesPicturesAloneWhenSwitchedOff() throws IOException {
    var extraction = (Unreadable) read("sign.png", png("Keep the valve closed"), Ocr.OFF);

    assertThat(extraction.failure().detail()).contains("switched off");
  }

  @Test
  void givesAFileBackWhosePicturesTakeLonger() throws IOException {
    var hurry = new Ocr(Duration.ofMillis(1), false, "", 1);

    var extraction = read("sign.png", png("Nobody has read this yet"), hurry);

    assertThat(extraction).isInstanceOf(INSTALLED ? Extraction.Longer.class : Unreadable.class);
  }

  @Test
  void takesNoOrnamentForWords() throws IOException {
    var dots = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY), "png", dots);

    assertThat(read("dot.png", dots.toByteArray(), LONG)).isInstanceOf(Unreadable.class);
  }

  private static Extraction read(String name, byte[] content, Ocr ocr) throws IOException {
    return READERS
        .readers()
        .read(
            new ByteArrayInputStream(content),
            new Order(name, null, ocr, false),
            () -> false,
            (_, _) -> {});
  }

  private static byte[] pdf() throws IOException {
    try (var pdf = new PDDocument();
        var bytes = new ByteArrayOutputStream()) {
      picture(pdf, "Keep the valve closed");
      var page = new PDPage();
      pdf.addPage(page);
      try (var content = new PDPageContentStream(pdf, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(72, 700);
        content.showText("Written page");
        content.endText();
      }
      picture(pdf, "Call the night watch");
      pdf.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static void picture(PDDocument pdf, String words) throws IOException {
    var page = new PDPage();
    pdf.addPage(page);
    try (var content = new PDPageContentStream(pdf, page)) {
      var picture = LosslessFactory.createFromImage(pdf, drawn(words));
      content.drawImage(picture, 72, 500, 450, 100);
    }
  }

  private static byte[] png(String words) throws IOException {
    return png(drawn(words));
  }

  private static byte[] png(BufferedImage picture) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }

  private static byte[] pgm(BufferedImage picture) {
    var bytes = new ByteArrayOutputStream();
    var head = "P5\n# drawn\n%d %d\n255\n".formatted(picture.getWidth(), picture.getHeight());
    bytes.writeBytes(head.getBytes(UTF_8));
    bytes.writeBytes(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
    return bytes.toByteArray();
  }

  private static BufferedImage onItsSide() {
    var picture = new BufferedImage(1_200, 900, BufferedImage.TYPE_BYTE_GRAY);
    var pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 1_200, 900);
    pen.setColor(Color.BLACK);
    pen.setFont(new Font(Font.SERIF, Font.PLAIN, 32));
    pen.rotate(Math.PI / 2);
    for (int line = 0; line < 20; line++) {
      pen.drawString(
          "On day %d the valve of the second boiler".formatted(line), 60, -60 - 54 * line);
    }
    pen.dispose();
    return picture;
  }

  private static BufferedImage drawn(String words) {
    var picture = new BufferedImage(900, 200, BufferedImage.TYPE_BYTE_GRAY);
    var pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 900, 200);
    pen.setColor(Color.BLACK);
    pen.setFont(new Font(Font.SERIF, Font.PLAIN, 60));
    pen.drawString(words, 60, 120);
    pen.dispose();
    return picture;
  }
}
