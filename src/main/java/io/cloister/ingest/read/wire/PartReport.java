package io.cloister.ingest.read.wire;

import io.cloister.library.ReadingFailure;
import java.io.DataInputStream;
import java.io.IOException;

/** What a reading process tells of a part it was asked for; as little believed as all it tells. */
public sealed interface PartReport {

  /** All bytes of the part are where they were to be written. */
  record Picked() implements PartReport {}

  /** There is no such part. */
  record Missing() implements PartReport {}

  /** It cannot be had. */
  record Unpicked(ReadingFailure failure) implements PartReport {}

  /**
   * Reads frames to the last one.
   *
   * @throws IOException if the stream breaks off, or says what no reader says
   */
  static PartReport of(DataInputStream in, Runnable progress) throws IOException {
    while (true) {
      byte frame = in.readByte();
      progress.run();
      switch (frame) {
        case Frames.ALIVE -> {}
        case Frames.END -> {
          in.readUTF();
          return new Picked();
        }
        case Frames.MISSING -> {
          return new Missing();
        }
        case Frames.UNREADABLE -> {
          return new Unpicked(failure(in.readUTF(), in.readUTF()));
        }
        default -> throw new IOException("not a frame: " + frame);
      }
    }
  }

  private static ReadingFailure failure(String code, String detail) throws IOException {
    try {
      return new ReadingFailure(ReadingFailure.Code.of(code), Storable.text(detail));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a reason: " + code, e);
    }
  }
}
