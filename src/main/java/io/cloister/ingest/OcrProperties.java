package io.cloister.ingest;

import io.cloister.ingest.read.wire.Ocr;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pictures, and pages that are pictures, are read by Tesseract, if it is installed.
 *
 * @param enabled whether they are read at all
 * @param languages as Tesseract calls them, joined by {@code +}; empty: what is installed, chosen
 *     by the script of the picture when that is more than three
 * @param atFirst the longest that the pictures of a file may take while other files wait for it;
 *     what takes longer becomes a job of its own
 * @param time the longest that the pictures of a file may take then; the rest is not read
 */
record OcrProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("") String languages,
    @DefaultValue("10s") Duration atFirst,
    @DefaultValue("30m") Duration time) {

  Ocr few() {
    return enabled ? new Ocr(atFirst, false, languages, 1) : Ocr.OFF;
  }

  Ocr many() {
    return enabled
        ? new Ocr(time, true, languages, Runtime.getRuntime().availableProcessors())
        : Ocr.OFF;
  }
}
