/** Finds out by trial what a model can do. */
@NamedInterface("probe")
@NullMarked
package io.cloister.models.probe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
