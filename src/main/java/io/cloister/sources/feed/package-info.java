/** Feeds in RSS and Atom. */
@NullMarked
package io.cloister.sources.feed;

import org.jspecify.annotations.NullMarked;
