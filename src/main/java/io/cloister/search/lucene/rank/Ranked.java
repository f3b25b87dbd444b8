package io.cloister.search.lucene.rank;

import io.cloister.library.DocumentId;
import io.cloister.library.text.PassageId;

/** A passage of the page that was asked for, by the names that the library knows it by. */
public record Ranked(DocumentId document, PassageId passage, Scored scored) {}
