package io.cloister.ingest.read.unseen;

import io.cloister.library.text.HiddenText.Kind;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/** Which letters of a page nobody sees, by how they are drawn. */
public final class UnseenInk {

  private static final float TINY = 1; // points
  private static final float CLEAR = 0.05f; // of full ink
  private static final int WHITE = 250; // of 255, each of red, green and blue
  private static final float BESIDE = 1; // points beyond the edge
  private static final float AROUND = 15; // points around a picture that still belong to it
  private static final double LEAST_SCAN = 0.25; // of the page

  private final IdentityHashMap<TextPosition, Kind> unseen = new IdentityHashMap<>();
  private final List<Rectangle2D> pictures = new ArrayList<>();
  private @Nullable PDColor colour;
  private boolean white;

  /** Words of a page that nobody sees, where they are in its text and on it. */
  public record Word(int start, int end, Kind kind, Rectangle2D box) {}

  /** Begins another page. */
  public void clear() {
    unseen.clear();
    pictures.clear();
    colour = null;
  }

  /** A letter that is about to be written. */
  public void look(TextPosition letter, PDGraphicsState state) {
    var kind = kind(letter, state);
    if (kind != null) {
      unseen.put(letter, kind);
    }
  }

  private @Nullable Kind kind(TextPosition letter, PDGraphicsState state) {
    if (letter.getUnicode().isBlank()) {
      return null;
    }
    var mode = state.getTextState().getRenderingMode();
    if (mode == RenderingMode.NEITHER || state.getNonStrokeAlphaConstant() < CLEAR) {
      return Kind.INVISIBLE;
    }
    if (letter.getFontSizeInPt() < TINY && letter.getHeightDir() < TINY) {
      return Kind.TINY;
    }
    float x = letter.getX();
    float y = letter.getY();
    boolean upright = letter.getRotation() % 180 == 0;
    float width = upright ? letter.getPageWidth() : letter.getPageHeight();
    float height = upright ? letter.getPageHeight() : letter.getPageWidth();
    boolean beside =
        x + letter.getWidth() < -BESIDE
            || x > width + BESIDE
            || y < -BESIDE
            || y - letter.getHeight() > height + BESIDE;
    if (beside) {
      return Kind.OFF_PAGE;
    }
    return mode == RenderingMode.FILL && isWhite(state.getNonStrokingColor()) ? Kind.COLOUR : null;
  }

  private boolean isWhite(PDColor now) {
    if (now != colour) {
      colour = now;
      white = white(now);
    }
    return white;
  }

  private static boolean white(PDColor colour) {
    try {
      if (colour.isPattern()) {
        return false;
      }
      int rgb = colour.toRGB();
      return (rgb >> 16 & 255) >= WHITE && (rgb >> 8 & 255) >= WHITE && (rgb & 255) >= WHITE;
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }

  /** A picture that is drawn on the page. */
  public void picture(Matrix place) {
    var unit = new Rectangle2D.Float(0, 0, 1, 1);
    pictures.add(place.createAffineTransform().createTransformedShape(unit).getBounds2D());
  }

  /** How most of a word's letters are hidden; null if they are seen. */
  public @Nullable Kind of(List<TextPosition> word) {
    int letters = 0;
    int hidden = 0;
    Kind kind = null;
    for (var letter : word) {
      if (!letter.getUnicode().isBlank()) {
        letters++;
        var its = unseen.get(letter);
        if (its != null) {
          hidden++;
          kind = its;
        }
      }
    }
    return letters > 0 && hidden * 2 > letters ? kind : null;
  }

  /**
   * Whether a scanner's picture is where the word stands: what it read is laid under the picture
   * without ink, to be found.
   */
  public boolean isReadFromAPicture(TextPosition letter, PDRectangle page) {
    double covered = pictures.stream().mapToDouble(it -> it.getWidth() * it.getHeight()).sum();
    if (covered < LEAST_SCAN * page.getWidth() * page.getHeight()) {
      return false;
    }
    var place = letter.getTextMatrix();
    double x = place.getTranslateX() + page.getLowerLeftX();
    double y = place.getTranslateY() + page.getLowerLeftY();
    return pictures.stream()
        .anyMatch(it ->
            x > it.getMinX() - AROUND
                && x < it.getMaxX() + AROUND
                && y > it.getMinY() - AROUND
                && y < it.getMaxY() + AROUND);
  }
}
