/**
 * What runs in a reading process: {@link ReaderProcess}, and the parsers of PDF by PDFBox and of
 * all else by Tika.
 */
@NullMarked
package io.cloister.ingest.read.parse;

import org.jspecify.annotations.NullMarked;
