/**
 * Files that arrive in parts, so that a broken connection costs only the part it broke in.
 *
 * <p>Start at {@link io.cloister.ingest.transfer.Transfers}.
 */
@NamedInterface("transfer")
@NullMarked
package io.cloister.ingest.transfer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
