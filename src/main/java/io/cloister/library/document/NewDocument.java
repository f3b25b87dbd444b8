package io.cloister.library.document;

import io.cloister.governance.Label;
import io.cloister.library.CollectionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document about to be added.
 *
 * @param externalId what the system it comes from calls it; null if uploaded
 */
public record NewDocument(
    CollectionId collection,
    @Nullable String externalId,
    String title,
    Label label,
    Map<String, String> metadata,
    NewVersion version) {}
