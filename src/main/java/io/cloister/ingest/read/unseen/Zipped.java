package io.cloister.ingest.read.unseen;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The XML in an Office file, read up to a limit and without document types. */
final class Zipped {

  private static final long MOST = 100L << 20; // of XML

  private Zipped() {}

  /** Whether all of it was read; the handler has what stands before the first mistake. */
  static boolean isRead(ZipFile zip, String name, DefaultHandler handler) {
    try {
      parse(zip, name, handler);
      return entry(zip, name) != null;
    } catch (IOException | SAXException | ParserConfigurationException | RuntimeException _) {
      return false;
    }
  }

  /** Nothing where there is no such entry. */
  static void parse(ZipFile zip, String name, DefaultHandler handler)
      throws IOException, SAXException, ParserConfigurationException {
    var entry = entry(zip, name);
    if (entry == null) {
      return;
    }
    var factory = SAXParserFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    try (InputStream in =
        BoundedInputStream.builder()
            .setInputStream(zip.getInputStream(entry))
            .setMaxCount(MOST)
            .get()) {
      factory.newSAXParser().parse(in, handler);
    }
  }

  /** Names of parts are the same in any case. */
  private static @Nullable ZipEntry entry(ZipFile zip, String name) {
    var entry = zip.getEntry(name);
    return entry != null
        ? entry
        : zip.stream().filter(it -> it.getName().equalsIgnoreCase(name)).findFirst().orElse(null);
  }

  /** The value of an attribute by its name without what it is of; null if there is none. */
  static @Nullable String value(Attributes attributes, String local) {
    for (int i = 0; i < attributes.getLength(); i++) {
      if (attributes.getLocalName(i).equals(local)) {
        return attributes.getValue(i);
      }
    }
    return null;
  }

  static boolean isOn(@Nullable String value) {
    return "1".equals(value) || "true".equals(value) || "on".equals(value);
  }
}
