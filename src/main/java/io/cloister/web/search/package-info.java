/** The search: its first page, and what was found. */
@NullMarked
package io.cloister.web.search;

import org.jspecify.annotations.NullMarked;
