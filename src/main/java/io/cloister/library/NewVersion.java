package io.cloister.library;

import io.cloister.identity.Actor;

/**
 * A version about to be added.
 *
 * @param bytes its original, already kept
 * @param mediaType a first guess by name
 */
public record NewVersion(StoredBytes bytes, String fileName, String mediaType, Actor creator) {}
