/**
 * The only way out of the process: which hosts may be reached, one HTTP client, and the record of
 * what left.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.cloister.egress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
