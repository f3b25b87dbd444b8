/** The requests of other programs, passed on with all that holds for any other call. */
@NamedInterface("program")
@NullMarked
package io.cloister.models.program;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
