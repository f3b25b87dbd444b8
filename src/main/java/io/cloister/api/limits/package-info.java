/** What is asked of every call before a controller sees it: not too often, and not twice. */
@NullMarked
package io.cloister.api.limits;

import org.jspecify.annotations.NullMarked;
