/** Asking, and the asker's own conversations. */
@NullMarked
package io.cloister.api.answering;

import org.jspecify.annotations.NullMarked;
