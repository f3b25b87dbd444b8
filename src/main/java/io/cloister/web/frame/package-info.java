/**
 * What every page stands in: the routes and the rail drawn from them, a person's preferences, the
 * words of all rooms, and the pages shown when something went wrong.
 */
@NullMarked
package io.cloister.web.frame;

import org.jspecify.annotations.NullMarked;
