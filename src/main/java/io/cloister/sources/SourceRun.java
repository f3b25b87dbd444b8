package io.cloister.sources;

import io.cloister.sources.place.SourceProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a source came to, in files.
 *
 * @param binned documents that went into the bin because their files are gone
 * @param heldBack documents that did not, because too much was gone at once; {@link HeldDocuments}
 * @param waiting which are still being written, so that they are left for the next time
 * @param failed which could not be taken; {@link Sources#failures} names them
 * @param problem why the rest was not looked at; null if all was
 */
public record SourceRun(
    Instant startedAt,
    Instant endedAt,
    int added,
    int updated,
    int unchanged,
    int binned,
    int heldBack,
    int waiting,
    int failed,
    @Nullable SourceProblem problem) {}
