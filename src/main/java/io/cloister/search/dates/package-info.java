/** Days as people name them, in English and German. */
@NamedInterface("dates")
@NullMarked
package io.cloister.search.dates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
