/** Git repositories on the server's disks: read only, and without their transports. */
@NullMarked
package io.cloister.sources.git;

import org.jspecify.annotations.NullMarked;
