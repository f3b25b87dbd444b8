/** The tags of a document, the queue of suggestions, and the vocabularies. */
@NullMarked
package io.cloister.web.tagging;

import org.jspecify.annotations.NullMarked;
