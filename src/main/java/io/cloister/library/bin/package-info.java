/**
 * What becomes of documents in the bin: emptied, purged with a receipt, or put there by the rules
 * of their collection.
 */
@NamedInterface("bin")
@NullMarked
package io.cloister.library.bin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
