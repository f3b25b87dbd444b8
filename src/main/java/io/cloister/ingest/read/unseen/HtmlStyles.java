package io.cloister.ingest.read.unseen;

import java.util.Locale;
import java.util.Set;
import org.apache.tika.parser.html.DefaultHtmlMapper;
import org.jspecify.annotations.Nullable;

/**
 * Lets the elements and attributes of HTML through that tell whether text is seen. Those elements
 * are passed on under a name that means nothing, so that the text stays what it is without them.
 */
public final class HtmlStyles extends DefaultHtmlMapper {

  private static final Set<String> BOXES =
      Set.of("DIV", "SPAN", "FONT", "SECTION", "ARTICLE", "ASIDE", "HEADER", "FOOTER", "CENTER");
  private static final Set<String> TELLING =
      Set.of("style", "hidden", "class", "color", "bgcolor", "background");

  @Override
  public @Nullable String mapSafeElement(String name) {
    var safe = super.mapSafeElement(name);
    return safe == null && BOXES.contains(name.toUpperCase(Locale.ROOT)) ? "span" : safe;
  }

  @Override
  public @Nullable String mapSafeAttribute(String element, String attribute) {
    var name = attribute.toLowerCase(Locale.ROOT);
    return TELLING.contains(name) ? name : super.mapSafeAttribute(element, attribute);
  }
}
