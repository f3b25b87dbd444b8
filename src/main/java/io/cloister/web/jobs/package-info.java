/** The background work that a person may see. */
@NullMarked
package io.cloister.web.jobs;

import org.jspecify.annotations.NullMarked;
