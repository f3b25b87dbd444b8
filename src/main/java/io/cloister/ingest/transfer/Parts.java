package io.cloister.ingest.transfer;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cloister.ingest.FileTooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What has come of files, one file each below a folder of the data folder. */
@Component
class Parts {

  private static final int BUFFER = 64 * 1024;

  private final Path folder;

  Parts(@Value("${cloister.data}") Path data) throws IOException {
    this.folder = Files.createDirectories(data.resolve("transfers"));
  }

  /** What one request brought. */
  record Written(long end, boolean whole) {}

  /**
   * Writes all bytes of {@code in} (not closed) from {@code offset} on. What has come when the
   * stream breaks off is kept as well; on return it is on the disk.
   *
   * @param most no more than this may be in the file
   */
  Written append(TransferId id, long offset, InputStream in, long most) throws IOException {
    try (var channel = FileChannel.open(file(id), CREATE, WRITE)) {
      channel.truncate(offset).position(offset); // what lies behind was never acknowledged
      long end = offset;
      boolean whole = true;
      var buffer = new byte[BUFFER];
      while (true) {
        int read;
        try {
          read = in.read(buffer);
        } catch (IOException _) {
          whole = false; // whoever sent it has gone: it goes on from here
          break;
        }
        if (read < 0) {
          break;
        }
        if (end + read > most) {
          throw FileTooLarge.thanAnnounced(most);
        }
        var bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          end += channel.write(bytes);
        }
      }
      channel.force(true);
      return new Written(end, whole);
    }
  }

  /** How much is on the disk: no more than was noted, but less if the disk was set back. */
  long length(TransferId id) throws IOException {
    try {
      return Files.size(file(id));
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  /** The caller closes it. */
  InputStream open(TransferId id) throws IOException {
    var file = file(id);
    return Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream();
  }

  void drop(TransferId id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  Set<Path> all() throws IOException {
    try (var files = Files.list(folder)) {
      return files.collect(Collectors.toSet());
    }
  }

  private Path file(TransferId id) {
    return folder.resolve(id.toString());
  }
}
