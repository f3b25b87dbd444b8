package io.cloister.library;

import io.cloister.governance.Label;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a document; null keeps what is there. */
public record DocumentChange(
    @Nullable String title,
    @Nullable CollectionId collection,
    @Nullable Label label,
    @Nullable Map<String, String> metadata) {}
