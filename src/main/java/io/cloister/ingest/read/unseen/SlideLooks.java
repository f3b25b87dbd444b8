package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.text.HiddenText.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** What of one slide of a presentation is not seen, as its own part of the file says. */
final class SlideLooks extends DefaultHandler {

  private static final int SMALL = 100; // hundredths of a point

  private final SlideShow.Paper paper;
  private final Stretches seen = new Stretches(); // if white is not
  private final Stretches unshaded = new Stretches(); // if white is seen, for something shades
  private final Deque<String> open = new ArrayDeque<>();
  private boolean hidden;
  private boolean shaded;
  private boolean text;
  private int groups;
  private int hiddenGroup; // how deep it is; 0 if none is open
  private @Nullable Kind shape;
  private long left;
  private long top;
  private @Nullable Kind run;
  private boolean white;
  private int start = -1;

  SlideLooks(SlideShow.Paper paper) {
    this.paper = paper;
  }

  boolean isHidden() {
    return hidden;
  }

  /** The part is broken, or too long: what is not known of it may be hidden, so all of it is. */
  void unknown() {
    hidden = true;
  }

  /** Where in the text it begins. */
  void begins(int position) {
    start = position;
  }

  void tell(TextSink sink) {
    if (start >= 0 && !hidden) {
      (shaded || paper.isDark() ? unshaded : seen).tell(sink, start);
    }
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    switch (local) {
      case "sld" -> hidden = "0".equals(show(attributes)) || "false".equals(show(attributes));
      case "grpSp" -> groups++;
      case "sp", "graphicFrame", "cxnSp" -> shape = hiddenGroup > 0 ? Kind.INVISIBLE : null;
      case "pic", "bg" -> shaded = true;
      case "cNvPr" -> {
        if (Zipped.isOn(attributes.getValue("hidden"))) {
          hide();
        }
      }
      case "off" -> {
        left = number(attributes.getValue("x"));
        top = number(attributes.getValue("y"));
      }
      case "ext" -> extent(attributes);
      case "r", "fld" -> {
        run = null;
        white = false;
      }
      case "rPr" -> size(attributes);
      case "noFill", "solidFill", "gradFill", "pattFill", "blipFill" -> fill(local);
      case "srgbClr", "schemeClr", "sysClr", "prstClr" -> colour(attributes);
      case "alpha" -> {
        if ("0".equals(attributes.getValue("val")) && open.contains("rPr")) {
          run = Kind.INVISIBLE;
        }
      }
      case "t" -> text = true;
      case "br" -> add(" ");
      default -> {}
    }
    open.push(local);
  }

  /** The group that says so with all that is in it, or one shape. */
  private void hide() {
    shape = Kind.INVISIBLE;
    if ("nvGrpSpPr".equals(open.peek()) && hiddenGroup == 0) {
      hiddenGroup = groups;
    }
  }

  private static @Nullable String show(Attributes attributes) {
    return attributes.getValue("show");
  }

  private void extent(Attributes attributes) {
    if (!"xfrm".equals(open.peek()) || groups > 0 || attributes.getValue("cx") == null) {
      return; // of something else, or of a shape whose place its group tells
    }
    long right = left + number(attributes.getValue("cx"));
    long bottom = top + number(attributes.getValue("cy"));
    boolean isOff =
        paper.width() > 0
            && (right <= 0 || bottom <= 0 || left >= paper.width() || top >= paper.height());
    if (isOff && shape == null) {
      shape = Kind.OFF_PAGE;
    }
  }

  private void size(Attributes attributes) {
    var size = attributes.getValue("sz");
    if (size != null && number(size) <= SMALL) {
      run = Kind.TINY;
    }
  }

  private void fill(String how) {
    var of = open.peek();
    if ("rPr".equals(of) && how.equals("noFill")) {
      run = Kind.INVISIBLE;
    } else if (("spPr".equals(of)
            || "tcPr".equals(of)
            || "tblPr".equals(of)
            || "grpSpPr".equals(of))
        && !how.equals("noFill")
        && !how.equals("solidFill")) {
      shaded = true;
    }
  }

  private void colour(Attributes attributes) {
    if (!"solidFill".equals(open.peek())) {
      return;
    }
    var value = String.valueOf(attributes.getValue("val"));
    boolean isWhite =
        value.equalsIgnoreCase("FFFFFF") || value.equals("bg1") || value.equals("white");
    var of = open.stream().skip(1).findFirst().orElse("");
    if (of.equals("rPr")) {
      white = isWhite;
    } else if (of.equals("spPr") || of.equals("tcPr") || of.equals("grpSpPr")) {
      shaded |= !isWhite;
    }
  }

  @Override
  public void endElement(String uri, String local, String name) {
    open.pop();
    switch (local) {
      case "grpSp" -> {
        if (groups-- == hiddenGroup) {
          hiddenGroup = 0;
        }
      }
      case "t" -> text = false;
      case "p" -> {
        seen.cut();
        unshaded.cut();
      }
      case "tbl" -> shaded = true; // by its style, which is elsewhere
      default -> {}
    }
  }

  @Override
  public void characters(char[] characters, int from, int length) {
    if (text) {
      add(new String(characters, from, length));
    }
  }

  private void add(String words) {
    var kind = shape == null ? run : shape;
    unshaded.add(words, kind);
    seen.add(words, kind == null && white ? Kind.COLOUR : kind);
  }

  private static long number(@Nullable String value) {
    return value != null && value.matches("-?\\d{1,15}") ? Long.parseLong(value) : 0;
  }
}
