package io.cloister.search.dates;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days that words of a query name.
 *
 * @param words as they stand in the query
 * @param from the first day; null if it is open
 * @param to the last day; null if it is open
 * @param rest the query without these words
 * @param isSure whether the words can hardly mean anything but when a document is from; a bare year
 *     may as well be what it is about
 */
public record DateSpan(
    String words, @Nullable LocalDate from, @Nullable LocalDate to, String rest, boolean isSure) {}
