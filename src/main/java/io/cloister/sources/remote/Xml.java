package io.cloister.sources.remote;

import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.SourceProblem;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Lists in XML, read without document types, so that nothing is fetched or expanded. */
public final class Xml {

  private static final int DEEPEST = 100;
  private static final int LONGEST_TEXT = 40_000; // of a path all of whose signs are encoded

  private Xml() {}

  /**
   * One entry of a list, by the local names of the elements in it: their text, and for an element
   * without any its presence as an empty text.
   */
  public record Entry(Map<String, String> texts) {

    public String text(String name) {
      return texts.getOrDefault(name, "");
    }

    public boolean has(String name) {
      return texts.containsKey(name);
    }
  }

  /**
   * @param entries in their order
   * @param rest what stands outside of them
   */
  public record Listed(List<Entry> entries, Entry rest) {}

  /**
   * @param root the local name of the outermost element
   * @param entry the local name of an entry
   * @throws PlaceFailed if it is no such list
   */
  public static Listed list(byte[] body, String root, String entry) {
    try {
      var reader = factory().createXMLStreamReader(new ByteArrayInputStream(body));
      try {
        return list(reader, root, entry);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD, e);
    }
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static Listed list(XMLStreamReader reader, String root, String entry)
      throws XMLStreamException {
    var entries = new ArrayList<Entry>();
    var rest = new HashMap<String, String>();
    var texts = rest;
    var open = new ArrayDeque<String>();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          var name = reader.getLocalName();
          if ((open.isEmpty() && !name.equals(root)) || open.size() > DEEPEST) {
            throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD);
          }
          open.push(name);
          if (open.size() == 2 && name.equals(entry)) {
            texts = new HashMap<>();
          } else {
            texts.putIfAbsent(name, "");
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          var text = reader.getText();
          if (!open.isEmpty() && !text.isBlank()) {
            texts.merge(open.peek(), text, Xml::joined);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (open.size() == 2 && entry.equals(open.peek())) {
            entries.add(new Entry(texts));
            texts = rest;
          }
          open.pop();
        }
        default -> {
          // comments and the like
        }
      }
    }
    return new Listed(entries, new Entry(rest));
  }

  /** What comes in many parts would be copied as often. */
  private static String joined(String text, String more) {
    if (text.length() + more.length() > LONGEST_TEXT) {
      throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD);
    }
    return text + more;
  }
}
