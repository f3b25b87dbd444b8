package io.cloister.ingest.bag;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cloister.ingest.FreeSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Bags that were received, and what is noted while one is written; below the data folder. */
@Component
class BagFiles {

  private static final int BUFFER = 64 * 1024;
  private static final long LOOK_EVERY = 64L << 20;
  private static final String KEPT = ".zip";

  private final Path folder;
  private final FreeSpace space;

  BagFiles(@Value("${cloister.data}") Path data, FreeSpace space) throws IOException {
    this.folder = Files.createDirectories(data.resolve("bags"));
    this.space = space;
    try (var left = Files.newDirectoryStream(folder, "*.tmp")) {
      for (var file : left) {
        Files.delete(file); // of a process that has ended: nobody was told that it is kept
      }
    }
  }

  /** A file that is not there yet; whoever makes it deletes it. */
  Path scratch() {
    return folder.resolve(UUID.randomUUID() + ".tmp");
  }

  /**
   * Writes all of {@code in} (not closed), forced to the disk, into a file of {@link #scratch}.
   *
   * @throws io.cloister.ingest.DiskFull if there is no room for it
   */
  void receive(InputStream in, Path file) throws IOException {
    try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      var buffer = new byte[BUFFER];
      long looked = LOOK_EVERY;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        looked += read;
        if (looked >= LOOK_EVERY) {
          space.require(LOOK_EVERY);
          looked = 0;
        }
        var bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      channel.force(true);
    }
  }

  /**
   * @throws io.cloister.ingest.DiskFull if there is no room for so many bytes more
   */
  void requireSpace(long more) {
    space.require(more);
  }

  /** Keeps a received file until it is dropped, also over a power cut. */
  UUID keep(Path file) throws IOException {
    var id = UUID.randomUUID();
    Files.move(file, kept(id), StandardCopyOption.ATOMIC_MOVE);
    try (var channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
    return id;
  }

  Path kept(UUID id) {
    return folder.resolve(id + KEPT);
  }

  /** Whether any bag is kept. */
  boolean keepsAny() throws IOException {
    try (var kept = Files.newDirectoryStream(folder, "*" + KEPT)) {
      return kept.iterator().hasNext();
    }
  }

  void drop(UUID id) throws IOException {
    Files.deleteIfExists(kept(id));
  }
}
