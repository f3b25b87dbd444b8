/** The room's index and its queries on Lucene; nothing here is seen outside the room. */
@NullMarked
package io.cloister.search.lucene;

import org.jspecify.annotations.NullMarked;
