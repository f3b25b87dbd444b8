/** Tells people and systems outside: by mail and by signed calls of their own addresses. */
@ApplicationModule(allowedDependencies = {"egress"})
@NullMarked
package io.cloister.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
