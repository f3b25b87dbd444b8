package io.cloister.web.document;

import io.cloister.library.Version;
import org.jspecify.annotations.Nullable;

/**
 * What plays a recording.
 *
 * @param moves whether there is something to be seen
 * @param heard whether there is more of a text than its name
 * @param source the original's address, with the moment at which it begins
 */
record Player(boolean moves, boolean heard, String source) {

  static Player of(Version version, boolean moves, boolean heard, @Nullable Integer seconds) {
    var address =
        "/api/v1/documents/%s/content?version=%d".formatted(version.document(), version.number());
    return new Player(moves, heard, seconds == null ? address : address + "#t=" + seconds);
  }
}
