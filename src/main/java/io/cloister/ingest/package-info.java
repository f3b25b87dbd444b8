/**
 * Turns a file into searchable passages: receive, read, split, index.
 *
 * <p>Start at {@link Ingestion}. Nothing of a stranger's file is parsed in this process, see {@code
 * docs/adr/0008-reading-in-another-process.md}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "governance",
      "egress",
      "jobs",
      "library",
      "library :: *",
      "models",
      "models :: prompt",
      "search"
    })
@NullMarked
package io.cloister.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
