/** The rules by which a sentence is checked against the text it cites. */
@NullMarked
package io.cloister.answering.ground;

import org.jspecify.annotations.NullMarked;
