package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.wire.TextSink;
import java.util.List;
import java.util.Set;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Marks the hidden slides of a presentation (OOXML) in the XHTML that Tika makes of it, and notes
 * where each slide begins in the text. What a speaker has in the notes is not hidden.
 */
final class SlidesUnseen extends ContentHandlerDecorator {

  static final Set<String> TYPES =
      Set.of(
          "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
          "application/vnd.openxmlformats-officedocument.presentationml.template",
          "application/vnd.ms-powerpoint.presentation.macroenabled.12",
          "application/vnd.ms-powerpoint.slideshow.macroenabled.12");

  private final List<SlideLooks> slides;
  private final TextSink sink;
  private int slide = -1;

  SlidesUnseen(ContentHandler text, List<SlideLooks> slides, TextSink sink) {
    super(text);
    this.slides = slides;
    this.sink = sink;
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes)
      throws SAXException {
    var marked = attributes;
    if (local.equals("div")
        && "slide-content".equals(attributes.getValue("class"))
        && ++slide < slides.size()) {
      var looks = slides.get(slide);
      looks.begins(sink.position());
      if (looks.isHidden()) {
        var more = new AttributesImpl(attributes);
        more.addAttribute("", "hidden", "hidden", "CDATA", "hidden");
        marked = more;
      }
    }
    super.startElement(uri, local, name, marked);
  }
}
