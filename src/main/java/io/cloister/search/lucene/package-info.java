/**
 * The room's index and its queries on Lucene; nothing here is seen outside the room. Its parts know
 * one another in one direction only: {@code terms}, {@code block}, {@code query}, {@code files},
 * {@code rank}, {@code page}; {@code generation} knows the first four, and what is here all of
 * them.
 */
@NullMarked
package io.cloister.search.lucene;

import org.jspecify.annotations.NullMarked;
