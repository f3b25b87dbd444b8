/**
 * Who is acting: people, groups, tokens and sign-in.
 *
 * <p>Start at {@link Actor}. Every other room takes an actor as an argument and never asks for the
 * request it came with.
 */
@ApplicationModule(allowedDependencies = {"egress"})
@NullMarked
package io.cloister.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
