/**
 * Where administrators try queries with other settings, judge what they find, and see what people
 * search for where that is recorded. Nothing here changes what others find.
 */
@NamedInterface("lab")
@NullMarked
package io.cloister.search.lab;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
