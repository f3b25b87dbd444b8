package io.cloister.library;

/**
 * A document is being removed for good, and whatever was made of it must go in the same
 * transaction.
 */
public record DocumentPurged(DocumentId document) {}
