package io.cloister.library.original;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cloister.library.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Keeps each file at {@code ab/cdef…} below a directory. Bytes are written beside it, forced to
 * disk, renamed into place, and the directories are forced too: see {@code
 * docs/adr/0005-durable-acknowledgement.md}.
 */
final class DirectoryBlobStore implements BlobStore {

  private static final int BUFFER = 64 * 1024;

  private final Path directory;
  private final Path incoming;
  // whose own names are on the disk since this began
  private final Set<Path> forced = ConcurrentHashMap.newKeySet();

  DirectoryBlobStore(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.incoming = Files.createDirectories(directory.resolve("incoming"));
    dropLeftovers();
  }

  @Override
  public StoredBytes put(InputStream in, Consumer<Sha256> arriving) throws IOException {
    var scratch = incoming.resolve(UUID.randomUUID().toString());
    try {
      var stored = write(in, scratch);
      arriving.accept(stored.address());
      var folder = durable(folder(stored.address()));
      var place = place(stored.address());
      if (!Files.exists(place)) {
        Files.move(scratch, place, StandardCopyOption.ATOMIC_MOVE);
      }
      force(folder);
      return stored;
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  /** Makes the folder, unless it is there; its name survives a power cut once this returns. */
  private Path durable(Path folder) throws IOException {
    if (!forced.contains(folder)) {
      Files.createDirectories(folder);
      force(directory);
      forced.add(folder);
    }
    return folder;
  }

  @Override
  public InputStream open(Sha256 address) throws IOException {
    return Files.newInputStream(place(address));
  }

  @Override
  public void remove(Sha256 address) throws IOException {
    Files.deleteIfExists(place(address));
  }

  private Path place(Sha256 address) {
    return folder(address).resolve(address.hex().substring(2));
  }

  private Path folder(Sha256 address) {
    return directory.resolve(address.hex().substring(0, 2));
  }

  private static StoredBytes write(InputStream in, Path file) throws IOException {
    var digest = Sha256.digest();
    long length = 0;
    try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      var buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        var bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          length += channel.write(bytes);
        }
      }
      channel.force(true);
    }
    return new StoredBytes(Sha256.ofDigest(digest.digest()), length);
  }

  private static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  private void dropLeftovers() throws IOException {
    try (var files = Files.newDirectoryStream(incoming)) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }
}
