/**
 * A search as people say it: days in words, other names of what is looked for, documents that are
 * pinned to it, and what somebody searched for before.
 */
@NamedInterface("finding")
@NullMarked
package io.cloister.search.finding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
