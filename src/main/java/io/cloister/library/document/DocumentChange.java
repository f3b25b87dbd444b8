package io.cloister.library.document;

import io.cloister.governance.Label;
import io.cloister.library.CollectionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a document; null keeps what is there. */
public record DocumentChange(
    @Nullable String title,
    @Nullable CollectionId collection,
    @Nullable Label label,
    @Nullable Map<String, String> metadata) {}
