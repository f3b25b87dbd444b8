/** The door that the rooms above knock at, and the page that tries models out. */
@NamedInterface("gateway")
@NullMarked
package io.cloister.models.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
