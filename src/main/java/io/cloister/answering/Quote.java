package io.cloister.answering;

import io.cloister.search.Hit;

/**
 * A stretch of a passage that may answer.
 *
 * @param hit where it was found
 * @param start offset of its first UTF-16 code unit in the version's text
 * @param text exactly what stands there
 * @param score how well it matches; comparable within one question only
 */
record Quote(Hit hit, int start, String text, double score) {

  int end() {
    return start + text.length();
  }

  boolean overlaps(Quote other) {
    return hit.passage().version().equals(other.hit.passage().version())
        && start < other.end()
        && other.start < end();
  }

  Citation cited(int n) {
    var passage = hit.passage();
    return new Citation(
        n,
        hit.document(),
        hit.document().current().number(),
        passage.id(),
        passage.page(),
        start,
        end(),
        text);
  }
}
