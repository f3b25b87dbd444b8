package io.cloister.ingest.read.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The titles of a PDF's outline that its pages do not say themselves. Nearly all of them repeat a
 * heading, and would be found at the end of the text instead of on their page.
 */
final class Bookmarks {

  // an outline goes along with the pages: what is further on need not be looked for yet
  private static final int NEXT = 50;
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final List<String> unsaid;

  Bookmarks(List<String> titles) {
    this.unsaid = new ArrayList<>(titles);
  }

  /** Takes out what the page says. */
  void read(String page) {
    if (unsaid.isEmpty()) {
      return;
    }
    var words = bare(page);
    var titles = unsaid.iterator();
    for (int i = 0; i < NEXT && titles.hasNext(); i++) {
      if (words.contains(bare(titles.next()))) {
        titles.remove();
      }
    }
  }

  /** Those that are left, one a line. */
  String unsaid() {
    return String.join("\n", unsaid);
  }

  private static String bare(String text) {
    return SPACE.matcher(text).replaceAll("");
  }
}
