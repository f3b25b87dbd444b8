/**
 * How secrets are sealed so that the database alone does not give them away, by a master key
 * outside of it, and how all of them are taken over to another one.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.cloister.secrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
