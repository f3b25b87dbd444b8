package io.cloister.library.original;

import io.cloister.library.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Keeps bytes for as long as a test runs. */
final class InMemoryBlobStore implements BlobStore {

  private final Map<Sha256, byte[]> blobs = new ConcurrentHashMap<>();

  @Override
  public StoredBytes put(InputStream in, Consumer<Sha256> arriving) throws IOException {
    var bytes = in.readAllBytes();
    var address = Sha256.of(bytes);
    arriving.accept(address);
    blobs.put(address, bytes);
    return new StoredBytes(address, bytes.length);
  }

  @Override
  public InputStream open(Sha256 address) throws IOException {
    var bytes = blobs.get(address);
    if (bytes == null) {
      throw new NoSuchFileException(address.hex());
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void remove(Sha256 address) {
    blobs.remove(address);
  }
}
