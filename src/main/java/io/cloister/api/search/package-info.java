/** Searching, suggesting and what is similar, over HTTP. */
@NullMarked
package io.cloister.api.search;

import org.jspecify.annotations.NullMarked;
