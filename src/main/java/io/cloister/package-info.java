/** The product's start: one application, its rooms below. See {@code docs/architecture.md}. */
@NullMarked
package io.cloister;

import org.jspecify.annotations.NullMarked;
