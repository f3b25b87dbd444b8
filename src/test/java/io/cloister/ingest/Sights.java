package io.cloister.ingest;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Pictures and scans for tests, without a word that Tesseract would find. */
final class Sights {

  private Sights() {}

  static byte[] picture(Color colour) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(drawn(colour), "png", out);
    return out.toByteArray();
  }

  static BufferedImage drawn(Color colour) {
    var image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(colour);
    pen.fillOval(50, 50, 100, 100);
    pen.dispose();
    return image;
  }

  /** A page of text, then two that are pictures. */
  static byte[] scan(String text) throws IOException {
    try (var pdf = new PDDocument()) {
      for (int i = 0; i < 3; i++) {
        var page = new PDPage();
        pdf.addPage(page);
        try (var content = new PDPageContentStream(pdf, page)) {
          if (i == 0) {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), 12);
            content.newLineAtOffset(72, 700);
            content.showText(text);
            content.endText();
          } else {
            content.drawImage(
                LosslessFactory.createFromImage(pdf, drawn(Color.GRAY)), 72, 300, 300, 200);
          }
        }
      }
      var out = new ByteArrayOutputStream();
      pdf.save(out);
      return out.toByteArray();
    }
  }
}
