/** Finds the phrases that say what a text is about, from the text alone. */
@NullMarked
package io.cloister.tagging.keyphrase;

import org.jspecify.annotations.NullMarked;
