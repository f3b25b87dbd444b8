package io.cloister.library.document;

import org.jspecify.annotations.Nullable;

/**
 * What reading a version told of it.
 *
 * @param mediaType by content
 * @param pages null if the format has none
 * @param language ISO 639-1 code; null if it could not be told
 */
public record ReadFacts(String mediaType, @Nullable Integer pages, @Nullable String language) {}
