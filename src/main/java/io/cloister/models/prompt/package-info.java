/** The words that models are asked with: files and edits, their variants and their versions. */
@NullMarked
package io.cloister.models.prompt;

import org.jspecify.annotations.NullMarked;
