package io.cloister.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.springframework.stereotype.Component;

/** The room that is left on the disk of the data folder. */
@Component
public class FreeSpace {

  private final IngestProperties properties;

  FreeSpace(IngestProperties properties) {
    this.properties = properties;
  }

  /**
   * @param more bytes that are about to be written
   * @throws DiskFull if less would be left than is kept free
   */
  public void require(long more) {
    if (more > left()) {
      throw new DiskFull();
    }
  }

  /** How many bytes may be written; negative if less than that is left than is kept free. */
  long left() {
    try {
      return Files.getFileStore(properties.scratch()).getUsableSpace()
          - properties.freeSpace().toBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("looking for free space", e);
    }
  }
}
