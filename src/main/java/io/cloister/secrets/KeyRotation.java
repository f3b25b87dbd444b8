package io.cloister.secrets;

import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Takes secrets over to another master key. A rotation that was killed at any moment leaves every
 * secret open and is ended by the next one: first the new key is on the disk, then every secret is
 * wrapped with it, then it takes the former one's place.
 */
@Component
public final class KeyRotation {

  private final MasterKey master;
  private final Sealing sealing;

  KeyRotation(MasterKey master, Sealing sealing) {
    this.master = master;
    this.sealing = sealing;
  }

  /** Everything that is sealed. */
  @FunctionalInterface
  public interface SealedRows {

    /**
     * Puts {@code anew} of each sealed secret in its place, where that is another one; all of them
     * or none, and on the disk when it returns.
     */
    void replaceEach(UnaryOperator<byte[]> anew);
  }

  /** Where the master key is: {@code environment}, {@code credential} or {@code file}. */
  public String source() {
    return master.source().word();
  }

  /**
   * What tells the master key from others, without telling anything about it.
   *
   * @throws SecretsLocked if there is none, or none that can be read
   */
  public String mark() {
    return master.existing().toString();
  }

  /** Whether a key in a file is to be replaced; a key set elsewhere is replaced there. */
  public boolean isPossible() {
    return master.source() == MasterKey.Source.FILE;
  }

  /** Whether one was begun and not ended, or a former key's secrets are to be taken over. */
  public boolean isPending() {
    return master.isRotating() || master.former().isPresent();
  }

  /**
   * Makes a new key and takes all secrets over to it.
   *
   * @throws SecretsLocked if the key cannot be replaced here; nothing was changed
   */
  public synchronized void rotate(SealedRows rows) {
    if (!isPossible()) {
      throw new SecretsLocked("The master key is not in a file of Cloister's own");
    }
    master.existingOrNew();
    sealing.whileNothingIsSealed(() -> {
      master.beginRotation();
      finish(rows);
    });
  }

  /** Ends what is {@link #isPending}. */
  public synchronized void resume(SealedRows rows) {
    sealing.whileNothingIsSealed(() -> finish(rows));
  }

  private void finish(SealedRows rows) {
    rows.replaceEach(sealed -> sealing.rewrapped(sealed).orElse(sealed));
    if (master.isRotating()) {
      master.endRotation();
    }
  }
}
