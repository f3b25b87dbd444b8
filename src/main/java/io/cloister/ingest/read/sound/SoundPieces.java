package io.cloister.ingest.read.sound;

import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.SoundPiece;
import io.cloister.library.ReadingFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Cuts the sound of a file: by ffmpeg where that is installed, a WAV by itself, and whatever else
 * is small enough not at all.
 */
public final class SoundPieces {

  /** The most bytes of a piece: what OpenAI takes, with room for the fields around it. */
  static final long MOST_BYTES = 24 << 20;

  /** Of a piece: 13 MB at 16,000 samples a second. */
  static final int SECONDS = 420;

  // some endpoints take requests of 20 MB, in letters of six bits
  private static final long MOST_OF_A_PIECE = 14 << 20;

  /** The most that is heard: what a file says of its length may be off by years. */
  static final Duration LONGEST = Duration.ofHours(24);

  private static final Map<String, String> ENDINGS =
      Map.ofEntries(
          Map.entry("audio/mpeg", "mp3"),
          Map.entry("audio/vnd.wave", "wav"),
          Map.entry("audio/wav", "wav"),
          Map.entry("audio/x-wav", "wav"),
          Map.entry("audio/mp4", "m4a"),
          Map.entry("audio/x-m4a", "m4a"),
          Map.entry("video/mp4", "mp4"),
          Map.entry("application/mp4", "mp4"),
          Map.entry("video/quicktime", "mp4"),
          Map.entry("audio/ogg", "ogg"),
          Map.entry("audio/vorbis", "ogg"),
          Map.entry("audio/opus", "ogg"),
          Map.entry("application/ogg", "ogg"),
          Map.entry("audio/flac", "flac"),
          Map.entry("audio/x-flac", "flac"),
          Map.entry("audio/webm", "webm"),
          Map.entry("video/webm", "webm"),
          Map.entry("video/mpeg", "mpeg"));

  private SoundPieces() {}

  /**
   * Writes the pieces into a folder.
   *
   * @param alive called now and then
   * @return the pieces in order
   * @throws NotReadable if it cannot be cut and is too long to be taken whole, or lasts longer than
   *     {@link #LONGEST}
   */
  public static List<SoundPiece> cut(Path file, String mediaType, Path into, Runnable alive)
      throws IOException {
    var cut = Ffmpeg.cut(file, into, alive);
    if (!cut.isEmpty()) {
      return cut;
    }
    var wave = Wave.cut(file, into, MOST_OF_A_PIECE, alive);
    return wave.isEmpty() ? List.of(whole(file, mediaType, into)) : wave;
  }

  static NotReadable tooLong() {
    return new NotReadable(
        ReadingFailure.Code.NOT_TRANSCRIBED,
        "it lasts longer than %d hours".formatted(LONGEST.toHours()));
  }

  private static SoundPiece whole(Path file, String mediaType, Path into) throws IOException {
    var ending = ENDINGS.get(mediaType);
    if (Files.size(file) > MOST_BYTES || ending == null) {
      throw new NotReadable(
          ReadingFailure.Code.NOT_TRANSCRIBED,
          ending == null
              ? "models do not take sound of the type %s; with ffmpeg installed on the server it is"
                      .formatted(mediaType)
                  + " converted"
              : "it has more than 24 MB, which models do not take; with ffmpeg installed on the"
                  + " server it is cut into pieces");
    }
    var name = "whole." + ending;
    Files.copy(file, into.resolve(name));
    return new SoundPiece(name, Wave.TYPES.getOrDefault(ending, mediaType), 0, 0);
  }
}
