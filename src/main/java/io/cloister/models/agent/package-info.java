/** The three agents that work on the customer's models: what each may do, and its switch. */
@NamedInterface("agent")
@NullMarked
package io.cloister.models.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
