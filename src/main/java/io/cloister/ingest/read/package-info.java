/**
 * Reads files in child processes: {@link Readers} and what it uses runs in the server and parses
 * nothing. What runs in the child is in {@link io.cloister.ingest.read.parse}.
 */
@NullMarked
package io.cloister.ingest.read;

import org.jspecify.annotations.NullMarked;
