/** Text that nobody sees: ink without contrast, hidden styles, characters without width. */
@NullMarked
package io.cloister.ingest.read.unseen;

import org.jspecify.annotations.NullMarked;
