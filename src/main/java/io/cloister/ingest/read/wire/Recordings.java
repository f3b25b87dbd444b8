package io.cloister.ingest.read.wire;

import io.cloister.library.MediaFamily;

/** Which files are recordings: sounds, and pictures that move, of which the sound is heard. */
public final class Recordings {

  private Recordings() {}

  public static boolean isOne(String mediaType) {
    var type = mediaType.toLowerCase(java.util.Locale.ROOT);
    return switch (type) {
      case "audio/midi" -> false; // notes, with words if there are any
      case "application/mp4", "application/ogg" -> true;
      default -> MediaFamily.of(type).isRecording();
    };
  }
}
