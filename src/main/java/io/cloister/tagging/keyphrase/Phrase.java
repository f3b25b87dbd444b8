package io.cloister.tagging.keyphrase;

import java.util.List;

/**
 * A phrase that says what a text is about.
 *
 * @param name in the form in which the text has it most often
 * @param confidence from 0 to 1: how often a person would have chosen it
 * @param places where it stands: pairs of the first offset and the one after the last; never empty
 */
public record Phrase(String name, double confidence, List<int[]> places) {}
