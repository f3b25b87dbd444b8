package io.cloister.tagging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a term is to become different; null keeps what is there.
 *
 * @param broader the name of the broader term; empty for none
 * @param definition empty for none
 */
public record TermChange(
    @Nullable String name,
    @Nullable String broader,
    @Nullable List<String> synonyms,
    @Nullable String definition) {}
