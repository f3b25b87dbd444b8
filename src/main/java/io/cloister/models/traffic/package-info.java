/** How many calls a connection takes at once, and whether it is left alone for a while. */
@NamedInterface("traffic")
@NullMarked
package io.cloister.models.traffic;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
