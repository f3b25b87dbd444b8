/** The first ten minutes of somebody who has just started the product. */
@NullMarked
package io.cloister.newcomer;

import org.jspecify.annotations.NullMarked;
