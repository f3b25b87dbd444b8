/** What calls cost: budgets, reserved before each call and settled after it, and what was spent. */
@NamedInterface("cost")
@NullMarked
package io.cloister.models.cost;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
