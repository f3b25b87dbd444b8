package io.cloister.search;

import org.jspecify.annotations.Nullable;

/**
 * Why a passage stands where it does.
 *
 * @param words BM25 of the passage's words, 0 or more
 * @param cosine nearness of its meaning, from -1 to 1; null if that was not asked or is not known
 * @param entry BM25 of its document's title, file name and first page, 0 or more
 */
public record Explanation(double words, @Nullable Double cosine, double entry) {}
