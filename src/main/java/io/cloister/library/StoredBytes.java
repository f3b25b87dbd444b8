package io.cloister.library;

/**
 * Bytes that were stored.
 *
 * @param length how many there are
 */
public record StoredBytes(Sha256 address, long length) {}
