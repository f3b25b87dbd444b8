package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.wire.TextSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The slides of a presentation (OOXML).
 *
 * @param slides in their order
 */
record SlideShow(List<SlideLooks> slides) {

  /**
   * What slides are on.
   *
   * @param width as shapes are measured; 0 if nobody knows
   * @param isDark whether a master or layout may have anything but white behind the text
   */
  record Paper(long width, long height, boolean isDark) {}

  /** Without any slide, if the file is broken. */
  static SlideShow of(Path file) {
    try (var zip = new ZipFile(file.toFile())) {
      var order = new Order();
      var main = Targets.main(zip, "ppt/presentation.xml");
      var targets = Targets.of(zip, main);
      Zipped.parse(zip, main, order);
      var ground = new Ground();
      for (var name : zip.stream().map(entry -> entry.getName()).toList()) {
        if (name.matches("ppt/slide(Master|Layout)s/[^/]+\\.xml")) {
          Zipped.isRead(zip, name, ground);
        }
      }
      var paper = new Paper(order.width, order.height, ground.isDark);
      var slides = new ArrayList<SlideLooks>();
      for (var id : order.slides) {
        var looks = new SlideLooks(paper);
        if (!Zipped.isRead(zip, targets.of(id), looks)) {
          looks.unknown();
        }
        slides.add(looks);
      }
      return new SlideShow(slides);
    } catch (IOException | SAXException | ParserConfigurationException | RuntimeException _) {
      return new SlideShow(List.of()); // what Tika made of it stands
    }
  }

  void tell(TextSink sink) {
    slides.forEach(slide -> slide.tell(sink));
  }

  private static final class Order extends DefaultHandler {

    private final List<String> slides = new ArrayList<>();
    private long width;
    private long height;

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      if (local.equals("sldId")) {
        var relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        slides.add(String.valueOf(attributes.getValue(relations, "id")));
      } else if (local.equals("sldSz")) {
        width = SheetLooks.number(attributes.getValue("cx"), 0);
        height = SheetLooks.number(attributes.getValue("cy"), 0);
      }
    }
  }

  private static final class Ground extends DefaultHandler {

    private boolean isDark;
    private boolean behind;

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      switch (local) {
        case "bg" -> behind = true;
        case "pic", "gradFill", "blipFill", "pattFill" -> isDark = true;
        case "clrMap" -> isDark |= !"lt1".equals(attributes.getValue("bg1"));
        case "srgbClr", "schemeClr" -> {
          var value = String.valueOf(attributes.getValue("val"));
          isDark |= behind && !value.equals("bg1") && !value.equalsIgnoreCase("FFFFFF");
        }
        default -> {}
      }
    }

    @Override
    public void endElement(String uri, String local, String name) {
      if (local.equals("bg")) {
        behind = false;
      }
    }
  }
}
