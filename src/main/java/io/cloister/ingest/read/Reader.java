package io.cloister.ingest.read;

import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Frames;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.PagesRead;
import io.cloister.ingest.read.wire.PartReport;
import io.cloister.ingest.read.wire.Sheet;
import io.cloister.ingest.read.wire.SheetReport;
import io.cloister.ingest.read.wire.SoundReport;
import io.cloister.library.ReadingFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The server's end of one reading process. Reads one file at a time; not to be shared. */
final class Reader {

  private static final int EXIT_OUT_OF_MEMORY = 3; // what ExitOnOutOfMemoryError exits with

  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final Limits limits;

  private volatile boolean killed;

  Reader(Process process, Limits limits) {
    this.process = process;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    this.limits = limits;
  }

  /** Whether it can read another file. */
  boolean isAlive() {
    return !killed && process.isAlive();
  }

  Extraction read(Path file, Order order, BooleanSupplier giveUp, PagesRead pagesRead) {
    var watch = new Watch(process, limits, order.ocr().time(), giveUp);
    try {
      ask(file, order);
      var extraction = Report.of(in, limits.characters(), watch::progress, pagesRead);
      return watch.verdict() == null ? extraction : watch.verdict();
    } catch (IOException _) {
      // asked before it is killed: its exit code says whether it had run out of memory
      var extraction = watch.verdict() == null ? dead() : watch.verdict();
      kill();
      return extraction;
    } finally {
      watch.close();
    }
  }

  /**
   * Draws a page.
   *
   * @param picture where the PNG is written
   * @return its words; null if it could not be drawn
   */
  @Nullable List<Sheet.Word> draw(Path pdf, int page, Path picture) {
    var watch = new Watch(process, limits, Duration.ZERO, () -> false);
    try {
      out.writeByte(Frames.DRAW);
      out.writeUTF(pdf.toAbsolutePath().toString());
      out.writeInt(page);
      out.writeUTF(picture.toAbsolutePath().toString());
      out.flush();
      return SheetReport.of(in, watch::progress);
    } catch (IOException _) {
      kill();
      return null;
    } finally {
      watch.close();
    }
  }

  /**
   * Cuts the sound of a file into pieces.
   *
   * @param into where the pieces are written
   * @return null if the process ended before it was done
   */
  @Nullable SoundReport cut(
      Path file, String mediaType, Path into, Duration time, BooleanSupplier giveUp) {
    var watch = new Watch(process, limits, time, giveUp);
    try {
      out.writeByte(Frames.CUT);
      out.writeUTF(file.toAbsolutePath().toString());
      out.writeUTF(mediaType);
      out.writeUTF(into.toAbsolutePath().toString());
      out.flush();
      return SoundReport.of(in, watch::progress);
    } catch (IOException _) {
      kill();
      return null;
    } finally {
      watch.close();
    }
  }

  /**
   * Writes a part of a file.
   *
   * @param into where it is written
   */
  PartReport pick(Path file, PartOrder order, Path into) {
    var watch = new Watch(process, limits, Duration.ZERO, () -> false);
    try {
      out.writeByte(Frames.PICK);
      out.writeUTF(file.toAbsolutePath().toString());
      out.writeUTF(order.name());
      password(order.password());
      out.writeInt(limits.depth());
      out.writeInt(limits.parts());
      out.writeLong(order.most());
      out.writeUTF(into.toAbsolutePath().toString());
      out.writeInt(order.way().size());
      for (var step : order.way()) {
        out.writeInt(step.nth());
        out.writeUTF(step.name());
      }
      out.flush();
      return PartReport.of(in, watch::progress);
    } catch (IOException _) {
      var lost = watch.verdict() == null ? dead() : watch.verdict();
      kill();
      return new PartReport.Unpicked(
          lost instanceof Extraction.ReaderLost known ? known.failure() : Readers.internal());
    } finally {
      watch.close();
    }
  }

  private void password(@Nullable String password) throws IOException {
    out.writeBoolean(password != null);
    if (password != null) {
      out.writeUTF(password);
    }
  }

  private void ask(Path file, Order order) throws IOException {
    out.writeByte(Frames.READ);
    out.writeUTF(file.toAbsolutePath().toString());
    out.writeUTF(order.name());
    password(order.password());
    out.writeInt(limits.characters());
    out.writeInt(limits.depth());
    out.writeInt(limits.parts());
    out.writeLong(order.ocr().time().toMillis());
    out.writeBoolean(order.ocr().isPatient());
    out.writeUTF(order.ocr().languages());
    out.writeInt(order.ocr().atOnce());
    out.writeBoolean(order.seen());
    out.flush();
  }

  private Extraction dead() {
    try {
      if (process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == EXIT_OUT_OF_MEMORY) {
        return new Extraction.ReaderLost(
            new ReadingFailure(
                ReadingFailure.Code.OUT_OF_MEMORY,
                "reading it needs more than %d MB of memory".formatted(limits.heapMegabytes())));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new Extraction.ReaderLost(
        new ReadingFailure(ReadingFailure.Code.INTERNAL, "its reader died while reading it"));
  }

  void kill() {
    killed = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Waits until the process is gone. */
  void await(Duration most) throws InterruptedException {
    process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
  }
}
