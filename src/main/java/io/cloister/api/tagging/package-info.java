/** Vocabularies, terms and tag suggestions in the JSON contract. */
@NullMarked
package io.cloister.api.tagging;

import org.jspecify.annotations.NullMarked;
