/** Adding files, and how far they are. */
@NullMarked
package io.cloister.web.inbox;

import org.jspecify.annotations.NullMarked;
