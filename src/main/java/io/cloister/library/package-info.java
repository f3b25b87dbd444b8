/**
 * The documents of an organisation: their versions, passages, assigned tags and collections, who
 * may read them, and the original bytes.
 *
 * <p>Every other room derives its data from this one and can rebuild it from here; the search index
 * in particular is a cache of {@link io.cloister.library.text.Passage}s. This room knows no file
 * format, no index, no model.
 *
 * <p>What every room needs is here: what a document is, its names and what happened to it. It
 * depends on none of the parts below.
 *
 * <p>Start at {@link io.cloister.library.document.Documents}; what makes a document, step by step,
 * is in {@link io.cloister.library.document.Versions}. Decisions: {@code
 * docs/adr/0004-index-is-a-cache.md}, {@code docs/adr/0005-durable-acknowledgement.md}.
 */
@ApplicationModule(allowedDependencies = {"identity", "governance", "egress"})
@NullMarked
package io.cloister.library;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
