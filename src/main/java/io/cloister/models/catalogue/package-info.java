/** The models that were approved, and for whom. */
@NamedInterface("catalogue")
@NullMarked
package io.cloister.models.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
