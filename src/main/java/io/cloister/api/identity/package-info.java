/** Users, groups and tokens over HTTP. */
@NullMarked
package io.cloister.api.identity;

import org.jspecify.annotations.NullMarked;
