/** The bytes of versions as they were received, each kept once by its SHA-256. */
@NamedInterface("original")
@NullMarked
package io.cloister.library.original;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
