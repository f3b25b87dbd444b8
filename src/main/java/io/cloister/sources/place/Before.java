package io.cloister.sources.place;

import org.jspecify.annotations.Nullable;

/**
 * What is known from the look before.
 *
 * @param leftOff what it told; null if there was none, or it did not take all
 * @param someAreToBeTriedAgain whether not all that it found could be taken
 */
public record Before(@Nullable String leftOff, boolean someAreToBeTriedAgain) {}
