/**
 * What terms the index holds: its fields, and how text becomes terms by the rules of its language.
 */
@NullMarked
package io.cloister.search.lucene.terms;

import org.jspecify.annotations.NullMarked;
