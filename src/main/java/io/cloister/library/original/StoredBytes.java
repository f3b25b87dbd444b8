package io.cloister.library.original;

import io.cloister.library.Sha256;

/**
 * Bytes that were stored.
 *
 * @param length how many there are
 */
public record StoredBytes(Sha256 address, long length) {}
