/** Looks at every page of the running product. */
@NullMarked
package io.cloister.web.looks;

import org.jspecify.annotations.NullMarked;
