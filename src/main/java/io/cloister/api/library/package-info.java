/** Documents and collections in the JSON contract. */
@NullMarked
package io.cloister.api.library;

import org.jspecify.annotations.NullMarked;
