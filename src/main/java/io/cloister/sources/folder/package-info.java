/** Folders of the server's disks. */
@NullMarked
package io.cloister.sources.folder;

import org.jspecify.annotations.NullMarked;
