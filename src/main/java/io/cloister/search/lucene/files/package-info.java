/** The files of the index, and the searchers of what was written to them. */
@NullMarked
package io.cloister.search.lucene.files;

import org.jspecify.annotations.NullMarked;
