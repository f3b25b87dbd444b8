package io.cloister.ingest.read.wire;

/**
 * A piece of the sound of a file, in a file of its own.
 *
 * @param file its name
 * @param from where it begins in the whole, in milliseconds
 * @param to where it ends; 0 if nobody knows
 */
public record SoundPiece(String file, String mediaType, long from, long to) {}
