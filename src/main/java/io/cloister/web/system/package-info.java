/** How the index stands, and what becomes of it with another embedding model. */
@NullMarked
package io.cloister.web.system;

import org.jspecify.annotations.NullMarked;
