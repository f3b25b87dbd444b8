/** Calls that a second model answers unseen, to be compared. */
@NamedInterface("shadow")
@NullMarked
package io.cloister.models.shadow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
