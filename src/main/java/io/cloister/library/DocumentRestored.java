package io.cloister.library;

/** A document was taken out of the bin; published in the same transaction. */
public record DocumentRestored(DocumentId document) {}
