/**
 * Brings in by itself what lies elsewhere: folders are looked at on a schedule, and what is new or
 * changed in them is received like any upload.
 *
 * <p>Start at {@link Sources}; {@link FolderRun} does the work. A source acts as the administrator
 * who made it, with that person's rights and no others.
 */
@ApplicationModule(
    allowedDependencies = {"identity", "governance", "jobs", "library", "library :: *", "ingest"})
@NullMarked
package io.cloister.sources;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
