package io.cloister.search;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;

/** A version was put into the index and can be found; not told again after a crash. */
public record DocumentIndexed(DocumentId document, VersionId version) {}
