/**
 * The database's file: what was committed is on the disk before anybody is told, a power cut leaves
 * what was synced, and the file stays small. See {@code docs/adr/0005-durable-acknowledgement.md}.
 * Of any database, {@link Snapshot} keeps what is read at every turn.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.cloister.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
