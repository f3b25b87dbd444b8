package io.cloister.models.wire;

/**
 * Takes the thinking out of the text of models that write it there, between marks before their
 * answer. Text comes in pieces of any length.
 */
final class Thinking {

  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum Place {
    BEFORE,
    WITHIN,
    BEHIND,
    OUTSIDE
  }

  private final StringBuilder held = new StringBuilder();
  private Place place = Place.BEFORE;
  private boolean seen;

  /** What of the text so far, not given yet, is the answer's. */
  String pass(String piece) {
    if (place == Place.OUTSIDE) {
      return piece;
    }
    held.append(piece);
    if (place == Place.BEFORE) {
      var begun = held.toString().stripLeading();
      if (begun.startsWith(OPEN)) {
        held.delete(0, held.indexOf(OPEN) + OPEN.length());
        place = Place.WITHIN;
      } else if (!OPEN.startsWith(begun)) {
        return rest();
      }
    }
    if (place == Place.WITHIN) {
      int close = held.indexOf(CLOSE);
      if (close < 0) {
        held.delete(0, Math.max(0, held.length() - CLOSE.length()));
      } else {
        held.delete(0, close + CLOSE.length());
        place = Place.BEHIND;
      }
    }
    if (place == Place.BEHIND && !held.toString().isBlank()) {
      return rest().stripLeading();
    }
    return "";
  }

  /** What was held back, now that nothing more comes. */
  String end() {
    return place == Place.BEFORE ? rest() : "";
  }

  boolean isSeen() {
    return seen || place == Place.WITHIN || place == Place.BEHIND;
  }

  private String rest() {
    seen = place == Place.BEHIND;
    var rest = held.toString();
    held.setLength(0);
    place = Place.OUTSIDE;
    return rest;
  }
}
