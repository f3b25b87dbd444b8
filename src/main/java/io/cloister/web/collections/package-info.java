/** Collections: their documents, who may do what in them, and the bin. */
@NullMarked
package io.cloister.web.collections;

import org.jspecify.annotations.NullMarked;
