/** Models in the contract: connections, routes, the log of calls, and what may leave. */
@NullMarked
package io.cloister.api.models;

import org.jspecify.annotations.NullMarked;
