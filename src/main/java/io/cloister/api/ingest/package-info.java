/** Uploads, imports, exports and news in the JSON contract. */
@NullMarked
package io.cloister.api.ingest;

import org.jspecify.annotations.NullMarked;
