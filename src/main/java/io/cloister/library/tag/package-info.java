/** The tags of documents, and that some were brought along. */
@NamedInterface("tag")
@NullMarked
package io.cloister.library.tag;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
