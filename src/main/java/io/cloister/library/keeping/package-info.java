/** How long the documents of a collection are kept, and whether they may be removed at all. */
@NamedInterface("keeping")
@NullMarked
package io.cloister.library.keeping;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
