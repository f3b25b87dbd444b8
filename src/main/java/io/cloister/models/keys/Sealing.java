package io.cloister.models.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Seals secrets with AES-256-GCM: each with a key of its own, which is wrapped by the master key,
 * so that another master key needs only the wrapping done anew. What is sealed opens only in the
 * place it was sealed for.
 *
 * <p>Layout: version (1 byte), mark of the master key (8), nonce and wrapped key (12 + 48), nonce
 * and secret (12 + length + 16).
 */
@Component
public final class Sealing {

  private static final byte VERSION = 1;
  private static final int MARK = 8;
  private static final int NONCE = 12;
  private static final int KEY = 32;
  private static final int TAG = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final MasterKey master;

  Sealing(MasterKey master) {
    this.master = master;
  }

  /**
   * @param place what the secret belongs to: table, row, field, address
   * @throws SecretsLocked if there is no master key and none can be made
   */
  public byte[] seal(String secret, String place) {
    var wrapping = master.existingOrNew();
    var own = random(KEY);
    var bound = place.getBytes(StandardCharsets.UTF_8);
    var mark = mark(wrapping);
    var wrapped = encrypt(wrapping, own, mark);
    var sealed = encrypt(own, secret.getBytes(StandardCharsets.UTF_8), bound);
    return ByteBuffer.allocate(1 + MARK + wrapped.length + sealed.length)
        .put(VERSION)
        .put(mark)
        .put(wrapped)
        .put(sealed)
        .array();
  }

  /**
   * @throws SecretsLocked if the master key is missing or another one, or {@code sealed} was
   *     changed or moved from another place
   */
  public String open(byte[] sealed, String place) {
    var wrapping = master.existing();
    int wrappedEnd = 1 + MARK + NONCE + KEY + TAG;
    if (sealed.length < wrappedEnd + NONCE + TAG || sealed[0] != VERSION) {
      throw new SecretsLocked("The stored secret is damaged; enter it anew");
    }
    var mark = Arrays.copyOfRange(sealed, 1, 1 + MARK);
    if (!MessageDigest.isEqual(mark, mark(wrapping))) {
      throw new SecretsLocked(
          "The master key is not the one that secrets were sealed with (that one has the mark %s, this one %s); put the former one back, or enter the secrets anew"
              .formatted(HexFormat.of().formatHex(mark), HexFormat.of().formatHex(mark(wrapping))));
    }
    try {
      var own = decrypt(wrapping, Arrays.copyOfRange(sealed, 1 + MARK, wrappedEnd), mark);
      var rest = Arrays.copyOfRange(sealed, wrappedEnd, sealed.length);
      return new String(
          decrypt(own, rest, place.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    } catch (AEADBadTagException e) {
      throw new SecretsLocked(
          "The stored secret was changed or belongs to another place; enter it anew");
    }
  }

  private static byte[] encrypt(byte[] key, byte[] plain, byte[] bound) {
    try {
      var nonce = random(NONCE);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
      cipher.updateAAD(bound);
      var encrypted = cipher.doFinal(plain);
      return ByteBuffer.allocate(NONCE + encrypted.length).put(nonce).put(encrypted).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks AES-256-GCM", e);
    }
  }

  private static byte[] decrypt(byte[] key, byte[] sealed, byte[] bound)
      throws AEADBadTagException {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(8 * TAG, sealed, 0, NONCE));
      cipher.updateAAD(bound);
      return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks AES-256-GCM", e);
    }
  }

  /** Tells master keys apart without telling anything about them. */
  private static byte[] mark(byte[] key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("cloister master key".getBytes(StandardCharsets.US_ASCII));
      return Arrays.copyOf(digest.digest(key), MARK);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }
}
