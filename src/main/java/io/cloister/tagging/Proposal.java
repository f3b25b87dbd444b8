package io.cloister.tagging;

import io.cloister.library.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tag that a tagger found in a text, before anything is known of what people decided. */
record Proposal(
    VocabularyId vocabulary,
    @Nullable TermId term,
    String name,
    double confidence,
    Tag.Source source,
    List<Evidence> evidence) {}
