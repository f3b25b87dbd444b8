/**
 * What is allowed and what was done: labels, boundaries, the policy between them, and the audit
 * trail.
 */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package io.cloister.governance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
