/** A document: its text at the passage asked for, what is known of it, what can be done with it. */
@NullMarked
package io.cloister.web.document;

import org.jspecify.annotations.NullMarked;
