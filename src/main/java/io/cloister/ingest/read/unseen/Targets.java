package io.cloister.ingest.read.unseen;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Where the parts of an Office file (OOXML) are, by their relations, as Office itself finds them.
 */
final class Targets extends DefaultHandler {

  private static final Pattern TYPE =
      Pattern.compile(
          "http://(?:schemas\\.openxmlformats\\.org/officeDocument/2006"
              + "|purl\\.oclc\\.org/ooxml/officeDocument)/relationships/(\\w+)");

  private final URI folder;
  private final Map<String, String> byId = new HashMap<>();
  private final Map<String, String> byType = new HashMap<>();

  private Targets(String folder) {
    this.folder = URI.create("/" + folder);
  }

  /**
   * The part that all others are found from.
   *
   * @param usual where it is if the file does not say
   */
  static String main(ZipFile zip, String usual) {
    var targets = new Targets("");
    Zipped.isRead(zip, "_rels/.rels", targets);
    return targets.typed("officeDocument", usual);
  }

  /** Of what a part names. */
  static Targets of(ZipFile zip, String part) {
    int name = part.lastIndexOf('/') + 1;
    var targets = new Targets(part.substring(0, name));
    Zipped.isRead(
        zip, part.substring(0, name) + "_rels/" + part.substring(name) + ".rels", targets);
    return targets;
  }

  /** Empty if there is none. */
  String of(String id) {
    return byId.getOrDefault(id, "");
  }

  /**
   * @param type the last word of the relation's type
   */
  String typed(String type, String otherwise) {
    return byType.getOrDefault(type, otherwise);
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    var target = attributes.getValue("Target");
    if (local.equals("Relationship")
        && target != null
        && !"External".equals(attributes.getValue("TargetMode"))) {
      var part = folder.resolve(target.replace(" ", "%20")).getPath().substring(1);
      byId.put(String.valueOf(attributes.getValue("Id")), part);
      var type = TYPE.matcher(String.valueOf(attributes.getValue("Type")));
      if (type.matches()) {
        byType.putIfAbsent(type.group(1), part);
      }
    }
  }
}
