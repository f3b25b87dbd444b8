package io.cloister.ingest.read.unseen;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** What of one sheet of a workbook is not seen, as its own part of the file says. */
final class SheetLooks extends DefaultHandler {

  /** How a cell looks by its style. */
  enum Look {
    PLAIN,
    HIDDEN,
    WHITE,
    TINY
  }

  static final SheetLooks PLAIN = new SheetLooks(false, List.of());

  private static final int MOST_COLUMNS = 16_384;

  private final boolean isHidden;
  private final List<Look> styles;
  private final BitSet columns = new BitSet();
  private final BitSet rows = new BitSet(); // by their order in the file
  private final Map<Integer, Map<Integer, Look>> cells = new HashMap<>();
  private boolean isShaded; // by what is no cell's own
  private int row = -1;
  private int column = -1;
  private int unknown = Integer.MAX_VALUE; // the first such row

  /**
   * @param styles how cells look, by the numbers of their styles
   */
  SheetLooks(boolean isHidden, List<Look> styles) {
    this.isHidden = isHidden;
    this.styles = styles;
  }

  boolean isHidden() {
    return isHidden;
  }

  /**
   * @param nth among the rows that the file has, from 0
   */
  boolean isRowHidden(int nth) {
    return nth >= unknown || rows.get(Math.max(nth, 0));
  }

  /** The part is broken, or too long: what comes now may be hidden, so it is. */
  void unknown() {
    unknown = row + 1;
  }

  /**
   * @param column from 0
   */
  Look of(int nth, int column) {
    if (columns.get(Math.max(column, 0))) {
      return Look.HIDDEN;
    }
    var look = cells.getOrDefault(nth, Map.of()).getOrDefault(column, Look.PLAIN);
    return look == Look.WHITE && isShaded ? Look.PLAIN : look;
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    switch (local) {
      case "col" -> column(attributes);
      case "row" -> {
        row++;
        column = -1;
        rows.set(row, Zipped.isOn(attributes.getValue("hidden")) || isNothing(attributes, "ht"));
      }
      case "c" -> cell(attributes);
      case "tablePart", "conditionalFormatting", "picture" -> isShaded = true;
      default -> {}
    }
  }

  private void column(Attributes attributes) {
    if (Zipped.isOn(attributes.getValue("hidden")) || isNothing(attributes, "width")) {
      int first = Math.clamp(number(attributes.getValue("min"), 1), 1, MOST_COLUMNS);
      int last = Math.clamp(number(attributes.getValue("max"), first), first, MOST_COLUMNS);
      columns.set(first - 1, last);
    }
  }

  private void cell(Attributes attributes) {
    column = place(attributes.getValue("r"), column + 1);
    int style = number(attributes.getValue("s"), 0);
    if (style < styles.size() && styles.get(style) != Look.PLAIN) {
      cells.computeIfAbsent(row, _ -> new HashMap<>()).put(column, styles.get(style));
    }
  }

  /** Of a cell as {@code AB12}, its column from 0. */
  private static int place(@Nullable String reference, int otherwise) {
    if (reference == null) {
      return otherwise;
    }
    int place = 0;
    for (int i = 0; i < Math.min(reference.length(), 3) && reference.charAt(i) >= 'A'; i++) {
      place = place * 26 + reference.charAt(i) - 'A' + 1;
    }
    return place - 1;
  }

  private static boolean isNothing(Attributes attributes, String length) {
    var value = attributes.getValue(length);
    return value != null && value.matches("0*\\.?0*") && !value.isEmpty();
  }

  static int number(@Nullable String value, int otherwise) {
    return value != null && value.matches("\\d{1,9}") ? Integer.parseInt(value) : otherwise;
  }
}
