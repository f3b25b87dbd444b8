/**
 * Finds passages that an actor may read; owns the index and the embedding of its generation.
 *
 * <p>The index is a cache of the library's passages: it can be thrown away and is then made again.
 * Vectors never leave this room.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "governance",
      "notices",
      "library",
      "library :: *",
      "models",
      "models :: alert"
    })
@NullMarked
package io.cloister.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
