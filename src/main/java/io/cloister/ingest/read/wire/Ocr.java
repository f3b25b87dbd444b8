package io.cloister.ingest.read.wire;

import java.time.Duration;

/**
 * How the pictures of one file are read.
 *
 * @param time for all of them together, on top of what the rest of the file takes; none are read if
 *     it is zero
 * @param isPatient whether the file is read without the pictures that are left when the time is
 *     over; if not, it is given back as {@link Extraction.Longer}
 * @param languages as Tesseract calls them, joined by {@code +}; empty: by what is installed
 * @param atOnce how many pictures of the file are read at the same time
 */
public record Ocr(Duration time, boolean isPatient, String languages, int atOnce) {

  /** No pictures are read. */
  public static final Ocr OFF = new Ocr(Duration.ZERO, true, "", 1);

  public boolean isOn() {
    return time.isPositive();
  }
}
