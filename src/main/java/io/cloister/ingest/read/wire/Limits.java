package io.cloister.ingest.read.wire;

import java.time.Duration;

/**
 * How far one file may go.
 *
 * @param time for the whole file
 * @param silence without any progress, in time waited or in processor time spent
 * @param heapMegabytes of the reading process
 * @param characters of text
 * @param depth of parts within parts
 * @param parts in all
 */
public record Limits(
    Duration time, Duration silence, int heapMegabytes, int characters, int depth, int parts) {}
