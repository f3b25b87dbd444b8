/** Where the data lies and what may leave. */
@NullMarked
package io.cloister.web.data;

import org.jspecify.annotations.NullMarked;
