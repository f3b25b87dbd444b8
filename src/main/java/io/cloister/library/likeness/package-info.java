/** Which documents say nearly the same, word for word. */
@NamedInterface("likeness")
@NullMarked
package io.cloister.library.likeness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
