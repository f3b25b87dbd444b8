/** The collections, and who may read, write or manage each. */
@NamedInterface("collection")
@NullMarked
package io.cloister.library.collection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
