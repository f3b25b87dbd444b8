/**
 * Brings in by itself what lies elsewhere: places are looked at on a schedule, and what is new or
 * changed there is received like any upload.
 *
 * <p>Start at {@link Sources}; {@link Look} does the work, whatever the place. What differs between
 * kinds of places is in a {@link io.cloister.sources.place.PlaceLooker} each. A source acts as the
 * administrator who made it, with that person's rights and no others.
 */
@ApplicationModule(
    allowedDependencies = {
      "egress",
      "secrets",
      "database",
      "identity",
      "governance",
      "jobs",
      "library",
      "library :: *",
      "ingest"
    })
@NullMarked
package io.cloister.sources;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
