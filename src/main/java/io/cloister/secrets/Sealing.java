package io.cloister.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
  private static final int MARK = WrappingKey.MARK;
  private static final int NONCE = 12;
  private static final int KEY = 32;
  private static final int TAG = 16;
  private static final int WRAPPED_END = 1 + MARK + NONCE + KEY + TAG;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final MasterKey master;
  // held for reading while something sealed is on its way into the database
  private final ReadWriteLock rotation = new ReentrantReadWriteLock();

  Sealing(MasterKey master) {
    this.master = master;
  }

  /**
   * Within a transaction, no rotation begins before it has ended; whoever changes rows with secrets
   * calls this before the first row, so that the two never wait for each other.
   */
  public void holdOffRotation() {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      rotation.readLock().lock();
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              rotation.readLock().unlock();
            }
          });
    }
  }

  /**
   * @param place what the secret belongs to: table, row, field, address
   * @throws SecretsLocked if there is no master key and none can be made
   */
  public byte[] seal(String secret, String place) {
    holdOffRotation();
    var wrapping = master.existingOrNew();
    var own = random(KEY);
    var sealed =
        encrypt(
            own, secret.getBytes(StandardCharsets.UTF_8), place.getBytes(StandardCharsets.UTF_8));
    return wrapped(own, wrapping, sealed);
  }

  private static byte[] wrapped(byte[] own, WrappingKey wrapping, byte[] sealed) {
    var wrapped = encrypt(wrapping.bytes(), own, wrapping.mark());
    return ByteBuffer.allocate(1 + MARK + wrapped.length + sealed.length)
        .put(VERSION)
        .put(wrapping.mark())
        .put(wrapped)
        .put(sealed)
        .array();
  }

  /**
   * @throws SecretsLocked if the master key is missing or another one, or {@code sealed} was
   *     changed or moved from another place
   */
  public String open(byte[] sealed, String place) {
    try {
      var rest = Arrays.copyOfRange(sealed, Math.min(WRAPPED_END, sealed.length), sealed.length);
      return new String(
          decrypt(unwrapped(sealed), rest, place.getBytes(StandardCharsets.UTF_8)),
          StandardCharsets.UTF_8);
    } catch (AEADBadTagException e) {
      throw new SecretsLocked(
          "The stored secret was changed or belongs to another place; enter it anew");
    }
  }

  /** Whether the master keys at hand open it, wherever it belongs. */
  public boolean isOpen(byte[] sealed) {
    try {
      return unwrapped(sealed).length == KEY;
    } catch (SecretsLocked | AEADBadTagException e) {
      return false;
    }
  }

  private byte[] unwrapped(byte[] sealed) throws AEADBadTagException {
    if (sealed.length < WRAPPED_END + NONCE + TAG || sealed[0] != VERSION) {
      throw new SecretsLocked("The stored secret is damaged; enter it anew");
    }
    var mark = markOf(sealed);
    var wrapping =
        master
            .marked(mark)
            .orElseThrow(() ->
                new SecretsLocked(
                    "The master key is not the one that secrets were sealed with (that one has the mark %s, this one %s); put the former one back, or enter the secrets anew"
                        .formatted(HexFormat.of().formatHex(mark), master.existing())));
    return decrypt(wrapping.bytes(), Arrays.copyOfRange(sealed, 1 + MARK, WRAPPED_END), mark);
  }

  /**
   * The same secret under the master key of now.
   *
   * @return empty if it is under that one already, or cannot be opened
   */
  Optional<byte[]> rewrapped(byte[] sealed) {
    var now = master.existing();
    try {
      return sealed.length > MARK && now.hasMark(markOf(sealed))
          ? Optional.empty()
          : Optional.of(
              wrapped(
                  unwrapped(sealed), now, Arrays.copyOfRange(sealed, WRAPPED_END, sealed.length)));
    } catch (SecretsLocked | AEADBadTagException e) {
      return Optional.empty(); // it stays locked, and says so where it is needed
    }
  }

  /** Waits for what is on its way into the database, and holds off what comes. */
  void whileNothingIsSealed(Runnable work) {
    rotation.writeLock().lock();
    try {
      work.run();
    } finally {
      rotation.writeLock().unlock();
    }
  }

  private static byte[] markOf(byte[] sealed) {
    return Arrays.copyOfRange(sealed, 1, 1 + MARK);
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

  private static byte[] random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }
}
