/**
 * A whole library as a bag (RFC 8493) in a ZIP file: originals, all versions, and everything that
 * is known of them, to leave with or to go on with in an empty Cloister.
 *
 * <p>Start at {@link io.cloister.ingest.bag.LibraryExport} and {@link
 * io.cloister.ingest.bag.LibraryImport}. The format is described in {@code docs/bags.md}.
 */
@NamedInterface("bag")
@NullMarked
package io.cloister.ingest.bag;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
