/** A document in the index: what it is made of, and what is read back of it. */
@NullMarked
package io.cloister.search.lucene.block;

import org.jspecify.annotations.NullMarked;
