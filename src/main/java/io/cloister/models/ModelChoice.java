package io.cloister.models;

import io.cloister.governance.Boundary;
import org.jspecify.annotations.Nullable;

/**
 * A model that somebody may ask for by its name.
 *
 * @param boundary how far away it stands
 * @param description what the catalogue says of it; null while it is not in one
 * @param quality how well it was measured to do, in the words of the catalogue
 * @param inputMicrosPerMillionTokens price in millionths of the currency
 * @param objection the rule by which text of the label in question may not be sent to it; null if
 *     it may
 */
public record ModelChoice(
    ModelName name,
    Boundary boundary,
    @Nullable String description,
    @Nullable String quality,
    long inputMicrosPerMillionTokens,
    long outputMicrosPerMillionTokens,
    @Nullable String objection) {}
