package io.cloister.ingest.read.wire;

/**
 * A step on the way from a file to a part of it, or of its parts.
 *
 * @param nth how many parts there are beside it, in the same whole, before it
 * @param name as the whole calls it; of a mail that has none, its subject
 */
public record PartStep(int nth, String name) {}
