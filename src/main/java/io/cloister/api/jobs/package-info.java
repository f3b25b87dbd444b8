/** Background work in the JSON contract. */
@NullMarked
package io.cloister.api.jobs;

import org.jspecify.annotations.NullMarked;
