package io.cloister.ingest.read.unseen;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** What the styles of an OpenDocument file do to be seen or not. */
final class OpenDocumentStyles extends DefaultHandler {

  /** What a style does by itself, or by one that it comes from. */
  enum Style {
    PLAIN,
    HIDDEN,
    TINY
  }

  private static final int DEEPEST = 20;
  private static final Map<String, Set<String>> FAMILIES =
      Map.of(
          "paragraph", Set.of("p", "h"),
          "text", Set.of("span", "a"),
          "table", Set.of("table"),
          "drawing-page", Set.of("page"));

  private final Map<String, Style> styles = new HashMap<>();
  private final Map<String, String> parents = new HashMap<>();
  private String style = "";

  /** What the style does that an element is said to have. */
  Style of(@Nullable String name, String element) {
    for (var family : FAMILIES.entrySet()) {
      if (name != null && family.getValue().contains(element)) {
        return of(family.getKey() + " " + name);
      }
    }
    return Style.PLAIN;
  }

  private Style of(String own) {
    var at = own;
    for (int i = 0; i < DEEPEST && at != null; i++) {
      if (styles.containsKey(at)) {
        return styles.get(at);
      }
      at = parents.get(at);
    }
    return Style.PLAIN;
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    switch (local) {
      case "style" -> {
        var family = Zipped.value(attributes, "family");
        style = family + " " + Zipped.value(attributes, "name");
        var parent = Zipped.value(attributes, "parent-style-name");
        if (parent != null) {
          parents.put(style, family + " " + parent);
        }
      }
      case "text-properties" -> {
        says("none".equals(Zipped.value(attributes, "display")), Style.HIDDEN);
        var size = Zipped.value(attributes, "font-size");
        says(
            size != null && size.matches("0*[01](\\.0*)?pt|0*\\.\\d+pt|0+(\\.\\d+)?pt"),
            Style.TINY);
      }
      case "table-properties" ->
          says("false".equals(Zipped.value(attributes, "display")), Style.HIDDEN);
      case "drawing-page-properties" ->
          says("hidden".equals(Zipped.value(attributes, "visibility")), Style.HIDDEN);
      default -> {}
    }
  }

  private void says(boolean does, Style what) {
    if (does) {
      styles.putIfAbsent(style, what);
    }
  }
}
