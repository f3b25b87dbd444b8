/**
 * What was asked, and the queries that it becomes: words, filters, demands, and always the scope.
 */
@NullMarked
package io.cloister.search.lucene.query;

import org.jspecify.annotations.NullMarked;
