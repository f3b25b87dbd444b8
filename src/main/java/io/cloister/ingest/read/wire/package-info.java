/**
 * What the server and its reading processes say to each other: requests, frames of text and
 * pictures, and what became of a file. It parses nothing.
 */
@NullMarked
package io.cloister.ingest.read.wire;

import org.jspecify.annotations.NullMarked;
