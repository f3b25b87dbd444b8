/**
 * Pages and forms: one sub-package per screen, all inside the one frame of {@code web.frame}. This
 * room has no interface of its own; it shows what the others did.
 */
@ApplicationModule
@NullMarked
package io.cloister.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
