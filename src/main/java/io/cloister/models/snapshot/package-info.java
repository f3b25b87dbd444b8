/** What was read from the database and is kept until it is changed there. */
@NullMarked
package io.cloister.models.snapshot;

import org.jspecify.annotations.NullMarked;
