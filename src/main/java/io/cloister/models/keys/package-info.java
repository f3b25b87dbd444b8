/** How secrets are sealed so that the database alone does not give them away. */
@NullMarked
package io.cloister.models.keys;

import org.jspecify.annotations.NullMarked;
