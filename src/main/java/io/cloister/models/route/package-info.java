/** Which models are asked for what, and why not the others. */
@NamedInterface("route")
@NullMarked
package io.cloister.models.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
