package io.cloister.search.lucene;

import io.cloister.library.DocumentId;
import io.cloister.library.PassageId;

/**
 * A passage with what it was ranked by.
 *
 * @param doc its number in the index of the moment
 * @param words score of its words, 0 or more
 * @param cosine nearness of its vector; NaN if it has none
 * @param entry score of its document's entry, 0 or more
 * @param meant whether it was found by its vector
 */
record Ranked(
    int doc,
    DocumentId document,
    PassageId passage,
    double score,
    float words,
    float cosine,
    float entry,
    boolean meant) {}
