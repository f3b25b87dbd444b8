package io.cloister.tagging;

/** The terms of a vocabulary are not what they were; published in the same transaction. */
record VocabularyChanged() {}
