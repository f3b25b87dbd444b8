package io.cloister.ingest;

import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;

/** A document's current version came further or ended; published once that is committed. */
public record DocumentAdvanced(DocumentId document, CollectionId collection, Status status) {}
