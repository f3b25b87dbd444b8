/** Sources in the JSON contract. */
@NullMarked
package io.cloister.api.sources;

import org.jspecify.annotations.NullMarked;
