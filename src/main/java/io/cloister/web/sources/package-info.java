/** The folders that are looked at on a schedule, for administrators. */
@NullMarked
package io.cloister.web.sources;

import org.jspecify.annotations.NullMarked;
