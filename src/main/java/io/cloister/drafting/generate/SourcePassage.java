package io.cloister.drafting.generate;

import io.cloister.drafting.Draft;
import io.cloister.library.text.Passage;
import org.jspecify.annotations.Nullable;

/**
 * A passage that a draft may be made from, with the source it is from.
 *
 * @param language of the source, ISO 639-1; null if unknown
 */
public record SourcePassage(
    Draft.SourceVersion source, Passage passage, @Nullable String language) {}
