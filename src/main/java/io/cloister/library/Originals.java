package io.cloister.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes of every version as they were received, each kept once. */
@Component
public class Originals {

  private final BlobStore store;
  private final JdbcClient jdbc;

  Originals(BlobStore store, JdbcClient jdbc) {
    this.store = store;
    this.jdbc = jdbc;
  }

  /**
   * Stores all bytes of {@code in} (not closed); they survive a power cut once this returns.
   *
   * @throws IOException if the stream breaks off or the disk does not take them; nothing is left
   */
  public StoredBytes keep(InputStream in) throws IOException {
    return store.put(in);
  }

  /**
   * The caller closes the stream. Whoever asks has been given the version by {@link Documents} or
   * {@link Versions} and so may read it.
   *
   * @throws NotFound if the bytes are gone from the disk
   */
  public InputStream open(Version version) {
    try {
      return store.open(version.sha256());
    } catch (NoSuchFileException _) {
      throw new NotFound("Original", version.sha256());
    } catch (IOException e) {
      throw new UncheckedIOException("reading original " + version.sha256(), e);
    }
  }

  /** Removes the bytes unless some version of some document still has them. */
  void dropUnused(Sha256 address) {
    int users =
        jdbc.sql("select count(*) from document_version where sha256 = ?")
            .param(address.hex())
            .query(Integer.class)
            .single();
    if (users == 0) {
      try {
        store.remove(address);
      } catch (IOException e) {
        throw new UncheckedIOException("removing original " + address, e);
      }
    }
  }
}
