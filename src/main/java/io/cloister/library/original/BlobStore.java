package io.cloister.library.original;

import io.cloister.library.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * The original bytes of uploaded files, addressed by their SHA-256. Implementations are safe for
 * concurrent use and keep the promises of {@code BlobStoreContract}.
 */
interface BlobStore {

  /**
   * Stores all bytes of {@code in} (not closed), so that they survive a power cut once this
   * returns; storing the same bytes twice stores them once.
   *
   * @param arriving told the address as soon as it is known: bytes that are not removed after that
   *     are there once this returns
   */
  StoredBytes put(InputStream in, Consumer<Sha256> arriving) throws IOException;

  /**
   * @throws java.nio.file.NoSuchFileException if no bytes have that address
   */
  InputStream open(Sha256 address) throws IOException;

  /** Makes the bytes of that address be gone; does nothing if they are not there. */
  void remove(Sha256 address) throws IOException;
}
