package io.cloister.ingest.read.unseen;

import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** How finely a page is drawn, whatever size it says it has. */
public final class Fineness {

  private static final float LONGEST = 20_000; // pixels of a side

  private Fineness() {}

  /**
   * Dots to an inch.
   *
   * @param wanted for pages of usual sizes
   * @param most pixels in all
   */
  public static float of(PDRectangle page, float wanted, float most) {
    float width = page.getWidth() / 72;
    float height = page.getHeight() / 72;
    float byArea = (float) Math.sqrt(most / Math.max(width * height, 0.01f));
    float bySide = LONGEST / Math.max(Math.max(width, height), 0.01f);
    return Math.min(wanted, Math.min(byArea, bySide));
  }
}
