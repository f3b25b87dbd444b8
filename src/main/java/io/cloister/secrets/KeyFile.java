package io.cloister.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A master key in a file of its owner's own. Every change is on the disk before it returns. */
final class KeyFile {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;

  KeyFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  Path path() {
    return file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * @return empty if there is no such file
   * @throws SecretsLocked if it cannot be read or holds no key
   */
  Optional<WrappingKey> read() {
    if (!exists()) {
      return Optional.empty();
    }
    try {
      var text = Files.readString(file, StandardCharsets.US_ASCII);
      return Optional.of(WrappingKey.parse(text, file.toString()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SecretsLocked("The master key cannot be read: " + e);
    }
  }

  /** Makes the file with a new key unless it is there; never one that is half written. */
  synchronized void makeIfMissing() {
    if (exists()) {
      return;
    }
    var key = new byte[WrappingKey.BYTES];
    RANDOM.nextBytes(key);
    var text = Base64.getEncoder().encodeToString(key) + "\n";
    try {
      Files.createDirectories(folder());
      var written = folder().resolve(file.getFileName() + ".new");
      Files.deleteIfExists(written);
      try (var channel =
          FileChannel.open(
              written,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly())) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      sync();
    } catch (IOException e) {
      throw new SecretsLocked("A master key cannot be made at " + file + ": " + e);
    }
  }

  /** Takes the place of {@code other}, at once. */
  void replace(KeyFile other) {
    try {
      Files.move(
          file, other.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync();
    } catch (IOException e) {
      throw new SecretsLocked(
          "The new master key cannot take its place at " + other.file + ": " + e);
    }
  }

  private Path folder() {
    return Objects.requireNonNull(file.getParent(), "the key is in a folder");
  }

  private void sync() throws IOException {
    try (var channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
