package io.cloister.library.original;

import io.cloister.library.NotFound;
import io.cloister.library.Sha256;
import io.cloister.library.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The bytes of every version as they were received, each kept once. */
@Component
public class Originals {

  private final BlobStore store;
  private final JdbcClient jdbc;
  private final Map<Sha256, Held> held = new ConcurrentHashMap<>();

  Originals(BlobStore store, JdbcClient jdbc) {
    this.store = store;
    this.jdbc = jdbc;
  }

  /**
   * Bytes that are on the disk, and that no purge removes before this is closed: until then a
   * version that has them is to be committed.
   */
  public final class Kept implements AutoCloseable {

    private final StoredBytes bytes;

    private Kept(StoredBytes bytes) {
      this.bytes = bytes;
    }

    public StoredBytes bytes() {
      return bytes;
    }

    @Override
    public void close() {
      release(bytes.address());
    }
  }

  /**
   * @param by how many have them in their hands
   * @param wanted false if meanwhile the last version that had them was purged
   */
  private record Held(int by, boolean wanted) {}

  /** The bytes of purged versions, once they are gone from the database. */
  public record Unneeded(List<Sha256> addresses) {}

  /**
   * Stores all bytes of {@code in} (not closed); they survive a power cut once this returns.
   *
   * @throws IOException if the stream breaks off or the disk does not take them; nothing is left
   */
  public Kept keep(InputStream in) throws IOException {
    var holding = new Sha256[1];
    try {
      return new Kept(
          store.put(
              in,
              address -> {
                hold(address);
                holding[0] = address;
              }));
    } catch (IOException | RuntimeException e) {
      if (holding[0] != null) {
        release(holding[0]);
      }
      throw e;
    }
  }

  /**
   * The caller closes the stream. Whoever asks has been given the version by the room and so may
   * read it.
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

  /** Only after the commit: what is rolled back must still have its bytes. */
  @TransactionalEventListener
  void drop(Unneeded unneeded) {
    for (var address : unneeded.addresses()) {
      held.compute(address, (_, holding) -> droppedUnlessUsed(address, holding));
    }
  }

  /** Removes the bytes that no version has; those that somebody holds, when they are let go. */
  public void dropUnused(List<Sha256> addresses) {
    drop(new Unneeded(addresses));
  }

  private void hold(Sha256 address) {
    held.compute(
        address,
        (_, holding) ->
            holding == null ? new Held(1, true) : new Held(holding.by() + 1, holding.wanted()));
  }

  private void release(Sha256 address) {
    held.computeIfPresent(
        address,
        (_, holding) -> {
          if (holding.by() > 1) {
            return new Held(holding.by() - 1, holding.wanted());
          }
          return holding.wanted() ? null : droppedUnlessUsed(address, null);
        });
  }

  private @Nullable Held droppedUnlessUsed(Sha256 address, @Nullable Held holding) {
    if (holding != null) {
      return new Held(holding.by(), false);
    }
    if (!isUsed(address)) {
      try {
        store.remove(address);
      } catch (IOException e) {
        throw new UncheckedIOException("removing original " + address, e);
      }
    }
    return null;
  }

  /** Whether the bytes of that address are on the disk, be they used or not. */
  public boolean isThere(Sha256 address) {
    try (var bytes = store.open(address)) {
      return bytes != null;
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("looking for original " + address, e);
    }
  }

  /** Whether a version of any document has these bytes. */
  public boolean isUsed(Sha256 address) {
    return jdbc.sql("select count(*) from document_version where sha256 = ?")
            .param(address.hex())
            .query(Integer.class)
            .single()
        > 0;
  }
}
