package io.cloister.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what H2 writes wait while the disk is full, for at a failure it closes the database until the
 * next start. What else would be written is refused meanwhile ({@link SyncedStatements}), and what
 * is there can be read. A process that ends waits no longer: what it was writing was not
 * acknowledged.
 */
final class WantOfRoom {

  private static final Logger log = LoggerFactory.getLogger(WantOfRoom.class);

  private static final long LITTLE = 1 << 20; // bytes
  private static final long BETWEEN_TRIES = 1_000; // milliseconds

  private static final AtomicInteger WAITING = new AtomicInteger();
  private static volatile boolean ends;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ends = true, "want-of-room"));
  }

  private final Path folder;

  /**
   * @param folder on the disk
   */
  WantOfRoom(Path folder) {
    this.folder = folder;
  }

  /** What can be done again when it was done in part. */
  @FunctionalInterface
  interface Write {
    void make() throws IOException;
  }

  /** Whether a write waits. */
  static boolean isFelt() {
    return WAITING.get() > 0;
  }

  /**
   * Makes the write, as soon as there is room for it.
   *
   * @throws IOException if it fails for another reason, or the process ends
   */
  void outlast(Write write) throws IOException {
    var failure = tried(write);
    if (failure == null) {
      return;
    }
    if (WAITING.getAndIncrement() == 0) {
      log.error("The disk is full: nothing is written to the database until there is room.");
    }
    try {
      while (failure != null) {
        pause(failure);
        failure = tried(write);
      }
      log.info("There is room on the disk again.");
    } finally {
      WAITING.decrementAndGet();
    }
  }

  /** Gives what it failed for if that is want of room. */
  private @Nullable IOException tried(Write write) throws IOException {
    try {
      write.make();
      return null;
    } catch (IOException e) {
      if (ends || !isForWantOfRoom(e)) {
        throw e;
      }
      return e;
    }
  }

  // the system's words are in the server's language
  private boolean isForWantOfRoom(IOException e) throws IOException {
    return String.valueOf(e.getMessage()).contains("No space left")
        || Files.getFileStore(folder).getUsableSpace() < LITTLE;
  }

  private static void pause(IOException failure) throws IOException {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
