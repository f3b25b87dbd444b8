/** Answers questions about the library itself by counting in the index, never by guessing. */
@NamedInterface("corpus")
@NullMarked
package io.cloister.search.corpus;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
