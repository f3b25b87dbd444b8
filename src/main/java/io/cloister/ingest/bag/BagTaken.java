package io.cloister.ingest.bag;

import java.time.Instant;

/**
 * A bag that was taken in.
 *
 * @param rightsWithoutSubject rights of people and groups that are not here, which nobody got
 */
public record BagTaken(
    Instant at,
    String by,
    int collections,
    int documents,
    int versions,
    int rightsWithoutSubject) {}
