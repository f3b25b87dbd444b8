/**
 * The index as one embedding model sees the library, how it is built, and how it is kept as the
 * library is.
 */
@NullMarked
package io.cloister.search.lucene.generation;

import org.jspecify.annotations.NullMarked;
