package io.cloister.ingest.read;

import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.PagesRead;
import io.cloister.ingest.read.wire.PartReport;
import io.cloister.ingest.read.wire.Sheet;
import io.cloister.ingest.read.wire.SoundReport;
import io.cloister.library.ReadingFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A few reading processes, started when they are needed and kept for the next file. One that dies,
 * or runs past its limits, is replaced. Safe for concurrent use.
 */
public final class Readers implements AutoCloseable {

  private static final int FILES_EACH = 500; // then it is replaced, whatever it has leaked

  private static final long LARGEST = 24 << 20; // bytes of a picture

  private static final Duration CUTTING = Duration.ofMinutes(30); // many hours of video

  private final ReaderCommand command;
  private final Limits limits;
  private final Path scratch;
  private final Semaphore places;
  private final Deque<Kept> idle = new ConcurrentLinkedDeque<>();
  private final java.util.Set<Kept> all = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private record Kept(Reader reader, Path folder, int[] files) {}

  /**
   * @param most how many files are read at the same time
   * @param scratch a folder for files while they are read; emptied
   */
  public Readers(int most, Limits limits, Path scratch, ReaderCommand command) throws IOException {
    this.limits = limits;
    this.scratch = scratch;
    this.command = command;
    this.places = new Semaphore(most, true);
    FileSystemUtils.deleteRecursively(scratch);
    Files.createDirectories(scratch);
  }

  /** Starts a process in the background, if there is none, for a file that is about to come. */
  public void warmUp() {
    if (all.isEmpty() && places.tryAcquire()) {
      Thread.ofPlatform()
          .daemon()
          .name("start-reader")
          .start(() -> {
            try {
              idle.push(start());
            } catch (IOException _) {
              // told when a file is to be read
            } finally {
              places.release();
            }
          });
    }
  }

  /**
   * Reads a file; waits for a free process.
   *
   * @param bytes of the file, not closed
   * @param giveUp asked several times a second
   * @param pagesRead told of each page, where the format has pages
   * @throws IOException if the bytes cannot be copied or no process can be started
   */
  public Extraction read(
      InputStream bytes, Order order, BooleanSupplier giveUp, PagesRead pagesRead)
      throws IOException {
    var read =
        use(bytes, giveUp, (kept, file) -> kept.reader().read(file, order, giveUp, pagesRead));
    return read == null ? new Extraction.GivenUp() : read;
  }

  /**
   * Draws a page of a PDF, or a picture anew; waits for a free process.
   *
   * @param bytes of the file, not closed
   * @param page from 1
   * @return empty if it cannot be drawn
   * @throws IOException if the bytes cannot be copied or no process can be started
   */
  public Optional<Sheet> draw(InputStream bytes, int page) throws IOException {
    var sheet =
        use(
            bytes,
            () -> false,
            (kept, file) -> {
              var picture = kept.folder().resolve(UUID.randomUUID() + ".png");
              try {
                return sheet(kept.reader().draw(file, page, picture), picture);
              } finally {
                Files.deleteIfExists(picture);
              }
            });
    return Optional.ofNullable(sheet);
  }

  private static @Nullable Sheet sheet(@Nullable List<Sheet.Word> words, Path picture)
      throws IOException {
    return words == null || !Files.isRegularFile(picture) || Files.size(picture) > LARGEST
        ? null
        : new Sheet(Files.readAllBytes(picture), words);
  }

  /**
   * Cuts the sound of a file into pieces that an endpoint takes; waits for a free process.
   *
   * @param bytes of the file, not closed
   * @param into an empty folder, in which the pieces are then
   * @param giveUp asked several times a second
   * @return null if it was given up, or the process ended before it was done
   * @throws IOException if the bytes cannot be copied or no process can be started
   */
  public @Nullable SoundReport cut(
      InputStream bytes, String mediaType, Path into, BooleanSupplier giveUp) throws IOException {
    return use(
        bytes,
        giveUp,
        (kept, file) -> {
          var pieces = Files.createDirectory(kept.folder().resolve(UUID.randomUUID().toString()));
          try {
            var report = kept.reader().cut(file, mediaType, pieces, CUTTING, giveUp);
            if (report instanceof SoundReport.Cut cut) {
              for (var piece : cut.pieces()) {
                Files.move(pieces.resolve(piece.file()), into.resolve(piece.file()));
              }
            }
            return report;
          } finally {
            FileSystemUtils.deleteRecursively(pieces);
          }
        });
  }

  /**
   * Writes a part of a file; waits for a free process.
   *
   * @param bytes of the file, not closed
   * @param into a file that is not there yet; there once the part is picked
   * @throws IOException if the bytes cannot be copied or no process can be started
   */
  public PartReport pick(InputStream bytes, PartOrder order, Path into) throws IOException {
    var picked =
        use(
            bytes,
            () -> false,
            (kept, file) -> {
              var part = kept.folder().resolve(UUID.randomUUID() + ".part");
              try {
                var report = kept.reader().pick(file, order, part);
                if (report instanceof PartReport.Picked) {
                  if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException("a part that was not written");
                  }
                  Files.move(part, into);
                }
                return report;
              } finally {
                Files.deleteIfExists(part);
              }
            });
    return picked == null ? new PartReport.Unpicked(cancelled()) : picked;
  }

  private interface Use<T> {
    @Nullable T of(Kept kept, Path file) throws IOException;
  }

  /** What came of a file in a free process; null if waiting for one was given up. */
  private <T> @Nullable T use(InputStream bytes, BooleanSupplier giveUp, Use<T> use)
      throws IOException {
    if (!place(giveUp)) {
      return null;
    }
    try {
      var kept = take();
      var file = kept.folder().resolve(UUID.randomUUID().toString());
      try {
        Files.copy(bytes, file);
        return use.of(kept, file);
      } finally {
        giveBack(kept);
        Files.deleteIfExists(file);
      }
    } finally {
      places.release();
    }
  }

  private boolean place(BooleanSupplier giveUp) {
    try {
      while (!places.tryAcquire(200, TimeUnit.MILLISECONDS)) {
        if (giveUp.getAsBoolean()) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Kept take() throws IOException {
    for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
      if (kept.reader().isAlive()) {
        return kept;
      }
      drop(kept);
    }
    return start();
  }

  private Kept start() throws IOException {
    var folder = Files.createDirectory(scratch.resolve(UUID.randomUUID().toString()));
    var kept = new Kept(new Reader(command.start(limits, folder), limits), folder, new int[1]);
    all.add(kept);
    if (closed) {
      drop(kept);
      throw new IOException("the readers are closed");
    }
    return kept;
  }

  private void giveBack(Kept kept) {
    kept.files()[0]++;
    if (kept.reader().isAlive() && kept.files()[0] < FILES_EACH && !closed) {
      idle.push(kept);
    } else {
      drop(kept);
    }
  }

  private void drop(Kept kept) {
    kept.reader().kill();
    all.remove(kept);
    try {
      kept.reader().await(Duration.ofSeconds(2));
      FileSystemUtils.deleteRecursively(kept.folder());
    } catch (IOException _) {
      // removed at the next start
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is told when reading was tried once more than it should. */
  public static ReadingFailure internal() {
    return new ReadingFailure(
        ReadingFailure.Code.INTERNAL, "something went wrong inside the server while reading it");
  }

  /** What is told when somebody cancelled the reading. */
  public static ReadingFailure cancelled() {
    return new ReadingFailure(ReadingFailure.Code.INTERNAL, "reading it was cancelled");
  }

  @Override
  public void close() {
    closed = true;
    for (var kept : java.util.Set.copyOf(all)) {
      drop(kept);
    }
  }
}
