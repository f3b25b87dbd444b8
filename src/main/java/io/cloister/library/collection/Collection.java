package io.cloister.library.collection;

import io.cloister.governance.Label;
import io.cloister.library.CollectionId;
import java.time.Instant;

/**
 * A set of documents under one rule of access.
 *
 * @param label the label of documents that come with none of their own
 */
public record Collection(CollectionId id, String name, Label label, Instant createdAt) {}
