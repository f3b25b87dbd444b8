package io.cloister.library;

/**
 * A document's title, label, collection or metadata was changed; published in the same transaction.
 */
public record DocumentChanged(DocumentId document) {}
