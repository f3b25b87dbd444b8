package io.cloister.models.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The one key outside the database: from the environment, or else from a file that is made. */
@Component
final class MasterKey {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyProperties properties;

  MasterKey(KeyProperties properties) {
    this.properties = properties;
  }

  /**
   * @throws SecretsLocked if there is none, or none that can be read
   */
  byte[] existing() {
    if (!properties.master().isBlank()) {
      return parsed(properties.master(), "CLOISTER_MASTER_KEY");
    }
    try {
      return parsed(
          Files.readString(properties.masterFile(), StandardCharsets.US_ASCII),
          properties.masterFile().toString());
    } catch (NoSuchFileException e) {
      throw new SecretsLocked(
          "There is no master key: neither CLOISTER_MASTER_KEY nor the file "
              + properties.masterFile());
    } catch (IOException e) {
      throw new SecretsLocked("The master key cannot be read: " + e);
    }
  }

  /** Like {@link #existing}, but makes the file if there is neither. */
  byte[] existingOrNew() {
    if (properties.master().isBlank() && Files.notExists(properties.masterFile())) {
      make(properties.masterFile());
    }
    return existing();
  }

  // written aside and linked into place: a key that is half written would lock everything
  private static void make(Path file) {
    var key = new byte[BYTES];
    RANDOM.nextBytes(key);
    var text = Base64.getEncoder().encodeToString(key) + "\n";
    try {
      var folder =
          Objects.requireNonNull(file.toAbsolutePath().getParent(), "the key is in a folder");
      Files.createDirectories(folder);
      var written = folder.resolve(file.getFileName() + ".new");
      Files.deleteIfExists(written);
      try (var channel =
          FileChannel.open(
              written,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly())) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
      Files.move(written, file);
      sync(folder);
    } catch (FileAlreadyExistsException e) {
      // somebody was quicker: theirs is the key
    } catch (IOException e) {
      throw new SecretsLocked("A master key cannot be made at " + file + ": " + e);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    var attributes = new HashSet<FileAttribute<?>>();
    if (posix) {
      attributes.add(
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return attributes.toArray(new FileAttribute<?>[0]);
  }

  private static byte[] parsed(String text, String where) {
    var written = text.strip();
    try {
      var key =
          written.length() == 2 * BYTES
              ? HexFormat.of().parseHex(written)
              : Base64.getDecoder().decode(written);
      if (key.length == BYTES) {
        return key;
      }
    } catch (IllegalArgumentException notAKey) {
      // said below, without repeating what may be a key with one letter wrong
    }
    throw new SecretsLocked(
        "The master key in %s is not 32 bytes in base64 or hexadecimal; make one with: openssl rand -base64 32"
            .formatted(where));
  }
}
