/** The first administrator's way in, and what to do first. */
@NullMarked
package io.cloister.web.setup;

import org.jspecify.annotations.NullMarked;
