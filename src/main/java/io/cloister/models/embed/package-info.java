/** Embedding models beside the one that is built in: asked over connections, as all others are. */
@NullMarked
package io.cloister.models.embed;

import org.jspecify.annotations.NullMarked;
