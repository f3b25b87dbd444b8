package io.cloister.tagging;

import io.cloister.library.DocumentId;
import java.util.Set;

/** The documents' tags are not what they were; published in the same transaction. */
record TagsChanged(Set<DocumentId> documents) {}
