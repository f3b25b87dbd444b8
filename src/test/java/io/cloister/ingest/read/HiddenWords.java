package io.cloister.ingest.read;

import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.library.text.HiddenText;
import java.util.List;

/** What of a text is hidden, and what is seen. */
final class HiddenWords {

  private HiddenWords() {}

  /** The stretches with their kinds. */
  static List<String> hidden(Read read) {
    return read.hidden().stream().map(it -> it.kind().word() + ": " + words(read, it)).toList();
  }

  private static String words(Read read, HiddenText it) {
    return read.text().text().substring(it.start(), it.end()).strip().replaceAll("\\s+", " ");
  }

  /** All that is not hidden. */
  static String seen(Read read) {
    var seen = new StringBuilder(read.text().text());
    for (var one : read.hidden()) {
      for (int i = one.start(); i < one.end(); i++) {
        seen.setCharAt(i, ' ');
      }
    }
    return seen.toString();
  }
}
