/** Puts what a question finds into order: by words, by meaning and by the document's entry. */
@NullMarked
package io.cloister.search.lucene.rank;

import org.jspecify.annotations.NullMarked;
