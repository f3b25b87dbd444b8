/**
 * Reads files in child processes. {@link ReaderProcess} and what it uses runs in the child; {@link
 * Readers} and what it uses runs in the server and parses nothing.
 */
@NullMarked
package io.cloister.ingest.read;

import org.jspecify.annotations.NullMarked;
