package io.cloister.ingest.read.unseen;

import io.cloister.library.text.HiddenText.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * Tells by the styles that HTML's elements carry themselves whether their text is seen; what style
 * sheets say is not looked at.
 */
public final class HiddenStyle {

  private static final Pattern NOTHING =
      Pattern.compile("0*\\.?0*(?:px|pt|em|rem|%|ex|vw|vh)?|0*1px|0*\\.\\d+(?:px|pt)");
  private static final Pattern FAR = Pattern.compile("-\\d{3,}(?:\\.\\d+)?(?:px|pt|em|rem|%)");
  private static final Map<String, String> NAMES =
      Map.of(
          "white",
          "ffffff",
          "black",
          "000000",
          "rgb(255,255,255)",
          "ffffff",
          "rgb(0,0,0)",
          "000000");

  /** What is behind the text of the open elements; null where nobody can tell. */
  private final Deque<Behind> open = new ArrayDeque<>();

  private record Behind(@Nullable String colour) {}

  /** An element begins: why its text is not seen; null if it is. */
  public @Nullable Kind begin(Attributes attributes) {
    var style = style(attributes.getValue("style"));
    var behind = behind(attributes, style);
    open.push(new Behind(behind));
    if (attributes.getValue("hidden") != null
        || "none".equals(style.get("display"))
        || "hidden".equals(style.get("visibility"))
        || "collapse".equals(style.get("visibility"))
        || isNothing(style.get("opacity"))
        || "transparent".equals(style.get("color"))) {
      return Kind.INVISIBLE;
    }
    if (isNothing(style.get("font-size"))) {
      return Kind.TINY;
    }
    if (isFar(style.get("text-indent"))
        || (style.containsKey("position")
            && (isFar(style.get("left")) || isFar(style.get("top"))))) {
      return Kind.OFF_PAGE;
    }
    var ink = colour(style.getOrDefault("color", attributes.getValue("color")));
    return ink != null && ink.equals(behind) ? Kind.COLOUR : null;
  }

  public void end() {
    open.poll();
  }

  private @Nullable String behind(Attributes attributes, Map<String, String> style) {
    var own = style.getOrDefault("background-color", attributes.getValue("bgcolor"));
    if (own == null && style.get("background") != null) {
      own = style.get("background").split("\\s+", 2)[0];
    }
    if (own != null) {
      return colour(own);
    }
    if (attributes.getValue("class") != null || attributes.getValue("background") != null) {
      return null; // a style sheet, or a picture
    }
    return open.isEmpty() ? "ffffff" : open.peek().colour();
  }

  private static @Nullable String colour(@Nullable String said) {
    if (said == null) {
      return null;
    }
    var plain = said.toLowerCase(Locale.ROOT).replace(" ", "");
    if (plain.matches("#[0-9a-f]{3}")) {
      return plain.replaceAll("[#]?([0-9a-f])", "$1$1");
    }
    return plain.matches("#[0-9a-f]{6}") ? plain.substring(1) : NAMES.get(plain);
  }

  private static boolean isNothing(@Nullable String length) {
    return length != null && NOTHING.matcher(length).matches();
  }

  private static boolean isFar(@Nullable String length) {
    return length != null && FAR.matcher(length).matches();
  }

  private static Map<String, String> style(@Nullable String said) {
    var style = new HashMap<String, String>();
    if (said != null) {
      for (var rule : said.toLowerCase(Locale.ROOT).split(";", -1)) {
        int colon = rule.indexOf(':');
        if (colon > 0) {
          style.put(
              rule.substring(0, colon).strip(),
              rule.substring(colon + 1).replace("!important", "").strip());
        }
      }
    }
    return style;
  }
}
