/**
 * What goes over the wire to a model and what comes back, in the dialects that endpoints speak.
 * Knows nothing of routes, policies or logs.
 */
@NullMarked
package io.cloister.models.wire;

import org.jspecify.annotations.NullMarked;
