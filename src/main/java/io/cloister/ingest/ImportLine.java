package io.cloister.ingest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One text document of an import, as it stands on its line. */
record ImportLine(
    @Nullable String externalId,
    @Nullable String title,
    @Nullable String text,
    @Nullable Map<String, @Nullable String> metadata,
    @Nullable List<String> tags,
    @Nullable String collection,
    @Nullable String label,
    @Nullable String language) {}
