package io.cloister.ingest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, one at a time; one that is too long is passed over, not held. */
final class Lines {

  private final InputStream in;
  private final int most;
  private int number;

  Lines(InputStream in, int most) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.most = most;
  }

  /**
   * @param number from 1
   * @param bytes null if the line is too long
   */
  record Line(int number, byte @Nullable [] bytes) {}

  /** The next line; null after the last. */
  @Nullable Line next() throws IOException {
    var line = new ByteArrayOutputStream(4096);
    boolean tooLong = false;
    int read = in.read();
    if (read < 0) {
      return null;
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (line.size() < most) {
        line.write(read);
      } else {
        tooLong = true;
      }
    }
    return new Line(++number, tooLong ? null : line.toByteArray());
  }
}
