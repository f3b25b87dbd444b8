/** What is shown beside the order: hits with their highlights, spelling and suggestions. */
@NullMarked
package io.cloister.search.lucene.page;

import org.jspecify.annotations.NullMarked;
