/**
 * The one door to every model: connections and their keys, routes, fallback, and the log of every
 * call. No text reaches a model except through {@link ModelGateway}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "governance",
      "jobs",
      "notices",
      "egress",
      "secrets",
      "database"
    })
@NullMarked
package io.cloister.models;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
