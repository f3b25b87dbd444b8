/** A person's own account: password, tokens, sessions, preferences. */
@NullMarked
package io.cloister.web.me;

import org.jspecify.annotations.NullMarked;
