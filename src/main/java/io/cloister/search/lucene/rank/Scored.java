package io.cloister.search.lucene.rank;

/**
 * A passage with what it was ranked by.
 *
 * @param doc its number in the index of the moment
 * @param entry the number of its document's entry
 * @param words score of its words, 0 or more
 * @param cosine nearness of its vector; NaN if it has none
 * @param ofEntry score of its document's entry, 0 or more
 * @param meant whether it was found by its vector
 */
public record Scored(
    int doc, int entry, double score, float words, float cosine, float ofEntry, boolean meant) {

  Scored scored(double other) {
    return new Scored(doc, entry, other, words, cosine, ofEntry, meant);
  }
}
