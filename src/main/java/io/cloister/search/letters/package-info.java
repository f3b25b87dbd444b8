/** Letters to those who want to be told by mail of what their saved searches found. */
@NamedInterface("letters")
@NullMarked
package io.cloister.search.letters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
