package io.cloister.library;

/** A document was put into the bin; published in the same transaction. */
public record DocumentBinned(DocumentId document) {}
