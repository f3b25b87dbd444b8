package io.cloister.ingest.read.parse;

import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.xml.DcXMLParser;
import org.apache.tika.sax.TeeContentHandler;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads XML that is no format of its own with what its attributes say, which in data is often all
 * there is: {@code <part name="Valve" weight="3"/>} is the line {@code part: name Valve, weight 3}.
 */
final class XmlText extends DcXMLParser {

  private static final long serialVersionUID = 1L;

  @Override
  protected ContentHandler getContentHandler(
      ContentHandler handler, Metadata metadata, ParseContext context) {
    return new TeeContentHandler(
        new Values(handler), super.getContentHandler(handler, metadata, context));
  }

  private static final class Values extends DefaultHandler {

    private final ContentHandler text;

    Values(ContentHandler text) {
      this.text = text;
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes)
        throws SAXException {
      var line = new StringBuilder();
      for (int i = 0; i < attributes.getLength(); i++) {
        if (isContent(attributes.getQName(i)) && !attributes.getValue(i).isBlank()) {
          line.append(line.isEmpty() ? "\n" + local + ": " : ", ")
              .append(attributes.getLocalName(i))
              .append(' ')
              .append(attributes.getValue(i).strip());
        }
      }
      if (!line.isEmpty()) {
        var characters = line.append('\n').toString().toCharArray();
        text.characters(characters, 0, characters.length);
      }
    }

    private static boolean isContent(String name) {
      return !name.startsWith("xml") && !name.startsWith("xsi:");
    }
  }
}
