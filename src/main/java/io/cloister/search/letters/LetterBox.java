package io.cloister.search.letters;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody gets letters.
 *
 * @param language one of {@link LetterBoxes#LANGUAGES}
 * @param proven whether the code that was sent there came back; until then nothing else is sent
 * @param problem why the last letter did not arrive, so that no other is sent; null if it did
 */
public record LetterBox(
    String address, String language, boolean proven, @Nullable String problem) {}
