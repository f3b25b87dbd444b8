package io.cloister.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A master key, with the mark that tells it from others without telling anything about it. */
final class WrappingKey {

  static final int BYTES = 32;
  static final int MARK = 8;

  private final byte[] bytes;
  private final byte[] mark;

  private WrappingKey(byte[] bytes) {
    this.bytes = bytes;
    this.mark = markOf(bytes);
  }

  /**
   * @param where it was written, for whoever has to put it right
   * @throws SecretsLocked if it is not 32 bytes in base64 or hexadecimal
   */
  static WrappingKey parse(String text, String where) {
    var written = text.strip();
    try {
      var key =
          written.length() == 2 * BYTES
              ? HexFormat.of().parseHex(written)
              : Base64.getDecoder().decode(written);
      if (key.length == BYTES) {
        return new WrappingKey(key);
      }
    } catch (IllegalArgumentException notAKey) {
      // said below, without repeating what may be a key with one letter wrong
    }
    throw new SecretsLocked(
        "The master key in %s is not 32 bytes in base64 or hexadecimal; make one with: openssl rand -base64 32"
            .formatted(where));
  }

  byte[] bytes() {
    return bytes;
  }

  byte[] mark() {
    return mark;
  }

  boolean hasMark(byte[] other) {
    return MessageDigest.isEqual(mark, other);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(mark);
  }

  private static byte[] markOf(byte[] key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("cloister master key".getBytes(StandardCharsets.US_ASCII));
      return Arrays.copyOf(digest.digest(key), MARK);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
