package io.cloister.library.document;

import io.cloister.identity.Actor;
import io.cloister.library.original.StoredBytes;

/**
 * A version about to be added.
 *
 * @param bytes its original, already kept
 * @param mediaType a first guess by name
 */
public record NewVersion(StoredBytes bytes, String fileName, String mediaType, Actor creator) {}
