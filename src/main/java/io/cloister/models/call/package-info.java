/** One question on its way: along the models of its route, to one model, and back. */
@NullMarked
package io.cloister.models.call;

import org.jspecify.annotations.NullMarked;
