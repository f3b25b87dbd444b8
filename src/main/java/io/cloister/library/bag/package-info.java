/** What the rooms add to a bag, in which a whole library leaves and comes back. */
@NamedInterface("bag")
@NullMarked
package io.cloister.library.bag;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
