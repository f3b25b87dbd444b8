/** Folders of WebDAV servers (RFC 4918). */
@NullMarked
package io.cloister.sources.webdav;

import org.jspecify.annotations.NullMarked;
