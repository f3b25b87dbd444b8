package io.cloister.ingest.read.sound;

import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.SoundPiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program ffmpeg, if it is installed: takes the sound out of whatever it knows, as one channel
 * of 16,000 samples a second, which every transcription model works with.
 */
final class Ffmpeg {

  private static final int BYTES_OF_A_SECOND = 32_000;
  private static final int HEAD = 44;

  // what it opens may name other files: it follows none, and knows no formats that only do that
  private static final List<String> SAFE =
      List.of(
          "-protocol_whitelist",
          "file",
          "-format_whitelist",
          "wav,w64,aiff,au,caf,mp3,aac,ac3,flac,ogg,amr,mov,matroska,avi,asf,flv,mpeg,mpegts");

  private Ffmpeg() {}

  /**
   * Cuts the sound into pieces.
   *
   * @return empty if it is not installed, or finds no sound
   * @throws NotReadable if it lasts too long; few bytes may be years of silence
   */
  static List<SoundPiece> cut(Path file, Path into, Runnable alive) throws IOException {
    var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "quiet"));
    command.addAll(SAFE);
    command.addAll(List.of("-i", file.toString(), "-vn", "-sn", "-dn", "-map", "0:a:0"));
    command.addAll(List.of("-t", String.valueOf(SoundPieces.LONGEST.toSeconds() + 1)));
    command.addAll(List.of("-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le", "-f", "segment"));
    command.addAll(
        List.of("-segment_time", String.valueOf(SoundPieces.SECONDS), "-segment_format", "wav"));
    command.add(into.resolve("part%05d.wav").toString());
    return hasRun(command, alive) ? pieces(into) : clear(into);
  }

  private static boolean hasRun(List<String> command, Runnable alive) {
    Process process = null;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        alive.run();
      }
      return process.exitValue() == 0;
    } catch (IOException _) {
      return false; // it is not installed
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private static List<SoundPiece> pieces(Path into) throws IOException {
    var pieces = new ArrayList<SoundPiece>();
    long from = 0;
    for (var file : files(into)) {
      long to = from + Math.max(0, Files.size(file) - HEAD) * 1000 / BYTES_OF_A_SECOND;
      pieces.add(new SoundPiece(String.valueOf(file.getFileName()), "audio/wav", from, to));
      from = to;
    }
    if (from > SoundPieces.LONGEST.toMillis()) {
      throw SoundPieces.tooLong();
    }
    return pieces;
  }

  private static List<SoundPiece> clear(Path into) throws IOException {
    for (var file : files(into)) {
      Files.delete(file);
    }
    return List.of();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
