/** In the reading process: the sound of a file, cut into pieces that an endpoint takes. */
@NullMarked
package io.cloister.ingest.read.sound;

import org.jspecify.annotations.NullMarked;
