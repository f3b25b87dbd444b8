/** The words of versions: passages, sentences, and stretches that are quoted. */
@NamedInterface("text")
@NullMarked
package io.cloister.library.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
