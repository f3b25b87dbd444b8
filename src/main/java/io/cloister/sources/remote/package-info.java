/** How places on other hosts are reached over HTTP, and what is bounded there. */
@NullMarked
package io.cloister.sources.remote;

import org.jspecify.annotations.NullMarked;
