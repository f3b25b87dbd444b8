/** Whether the process lives and is ready; asked without signing in. */
@NullMarked
package io.cloister.api.health;

import org.jspecify.annotations.NullMarked;
