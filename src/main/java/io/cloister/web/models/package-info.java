/** Connecting models, choosing who is asked for what, and the log of what was asked. */
@NullMarked
package io.cloister.web.models;

import org.jspecify.annotations.NullMarked;
