/**
 * The JSON contract: what other programs may rely on, served below {@code /api/v1}. Turns requests
 * into calls of the rooms and their results into the contract's shapes; decides nothing itself.
 */
@ApplicationModule
@NullMarked
package io.cloister.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
