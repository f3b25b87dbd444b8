/** The model that Cloister brings along and runs inside its own process. */
@NullMarked
package io.cloister.models.builtin;

import org.jspecify.annotations.NullMarked;
