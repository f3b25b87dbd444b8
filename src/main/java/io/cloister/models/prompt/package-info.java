/**
 * The words that models are asked with: files that ship, and the versions that were written over
 * them.
 */
@NamedInterface("prompt")
@NullMarked
package io.cloister.models.prompt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
