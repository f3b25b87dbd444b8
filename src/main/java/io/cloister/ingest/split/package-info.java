/** Cuts a text into passages. */
@NullMarked
package io.cloister.ingest.split;

import org.jspecify.annotations.NullMarked;
