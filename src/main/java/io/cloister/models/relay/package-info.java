/**
 * What clients of other dialects say and hear, as it is passed on: what is changed on the way to an
 * endpoint and back, and what is counted while it passes. Knows neither people nor rules.
 */
@NullMarked
package io.cloister.models.relay;

import org.jspecify.annotations.NullMarked;
