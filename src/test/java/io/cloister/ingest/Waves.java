package io.cloister.ingest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Sounds for tests: a tone, as a WAV of one channel. */
public final class Waves {

  private Waves() {}

  /**
   * @param rate samples a second, of two bytes each
   */
  public static byte[] of(int seconds, int rate) {
    int bytes = seconds * rate * 2;
    var wave = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wave.put(ascii("RIFF")).putInt(36 + bytes).put(ascii("WAVEfmt ")).putInt(16);
    wave.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(rate * 2);
    wave.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(bytes);
    for (int i = 0; i < seconds * rate; i++) {
      wave.putShort((short) (8_000 * Math.sin(2 * Math.PI * 440 * i / rate)));
    }
    return wave.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
