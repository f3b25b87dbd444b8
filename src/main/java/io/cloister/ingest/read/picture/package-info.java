/** Words in pictures, by Tesseract, in a reading process. */
@NullMarked
package io.cloister.ingest.read.picture;

import org.jspecify.annotations.NullMarked;
