/** Tests that look at the product through a real browser. */
@NullMarked
package io.cloister.browser;

import org.jspecify.annotations.NullMarked;
