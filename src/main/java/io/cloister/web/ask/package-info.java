/** Asking questions, and the conversations that come of it. */
@NullMarked
package io.cloister.web.ask;

import org.jspecify.annotations.NullMarked;
