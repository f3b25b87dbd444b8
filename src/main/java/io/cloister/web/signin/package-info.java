/** The pages for signing in and out. */
@NullMarked
package io.cloister.web.signin;

import org.jspecify.annotations.NullMarked;
