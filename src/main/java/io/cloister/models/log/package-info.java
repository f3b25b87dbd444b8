/** Every call that was made, and its text where that is kept. */
@NamedInterface("log")
@NullMarked
package io.cloister.models.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
