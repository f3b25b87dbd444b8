/** The kinds of places that sources look at, and what every kind tells of what it finds there. */
@NamedInterface("place")
@NullMarked
package io.cloister.sources.place;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
