/** The audit trail over HTTP. */
@NullMarked
package io.cloister.api.governance;

import org.jspecify.annotations.NullMarked;
