/**
 * Durable background work: queue, retry, progress and cancel. Knows nothing of documents; other
 * rooms bring a {@link JobHandler} for each kind of work.
 */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package io.cloister.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
