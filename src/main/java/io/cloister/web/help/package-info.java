/** Where things are, who may do what, and which keys do something. */
@NullMarked
package io.cloister.web.help;

import org.jspecify.annotations.NullMarked;
