/** Having texts ranked: along the models of the route, here or at an endpoint. */
@NullMarked
package io.cloister.models.rerank;

import org.jspecify.annotations.NullMarked;
