package io.cloister.drafting.generate;

/**
 * A sentence of a source that could be quoted.
 *
 * @param start offset in the version's plain text, in UTF-16 code units
 * @param text verbatim
 * @param vector of {@code text}
 * @param centrality how near it is to the middle of its document, from -1 to 1
 */
record Candidate(SourcePassage source, int start, String text, float[] vector, double centrality) {

  int end() {
    return start + text.length();
  }

  /** Whether it stands on the same code units of the same version. */
  boolean isAt(io.cloister.drafting.Citation citation) {
    return source.passage().version().equals(citation.passage().version())
        && start < citation.end()
        && citation.start() < end();
  }
}
