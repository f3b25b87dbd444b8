package io.cloister.library;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.util.Assert;

/**
 * The address of bytes: their SHA-256.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(String hex) {

  public Sha256 {
    Assert.isTrue(hex.matches("[0-9a-f]{64}"), "not a SHA-256: 64 hexadecimal digits are needed");
  }

  public static Sha256 of(byte[] bytes) {
    return ofDigest(digest().digest(bytes));
  }

  /** The address of bytes with this digest. */
  public static Sha256 ofDigest(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  /** A digest to be fed with the bytes. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
