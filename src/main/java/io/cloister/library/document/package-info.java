/** Documents and their versions: found by readers, and made step by step. */
@NamedInterface("document")
@NullMarked
package io.cloister.library.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
