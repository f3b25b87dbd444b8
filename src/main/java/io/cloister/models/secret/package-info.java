/** All that is sealed: how much of it opens, and taking it over to another master key. */
@NamedInterface("secret")
@NullMarked
package io.cloister.models.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
