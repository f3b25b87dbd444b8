package io.cloister.ingest.read;

import io.cloister.library.PlainText;
import io.cloister.library.ReadingFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  Extraction read(Path file, String name, @Nullable String password, BooleanSupplier giveUp) {
    var watch = new Watch(process, limits, giveUp);
    try {
      ask(file, name, password);
      var extraction = listen(watch);
      watch.close();
      return watch.verdict() == null ? extraction : watch.verdict();
    } catch (IOException _) {
      watch.close();
      // asked before it is killed: its exit code says whether it had run out of memory
      var extraction = watch.verdict() == null ? dead() : watch.verdict();
      kill();
      return extraction;
    }
  }

  private void ask(Path file, String name, @Nullable String password) throws IOException {
    out.writeUTF(file.toAbsolutePath().toString());
    out.writeUTF(name);
    out.writeBoolean(password != null);
    if (password != null) {
      out.writeUTF(password);
    }
    out.writeInt(limits.characters());
    out.writeInt(limits.depth());
    out.writeInt(limits.parts());
    out.flush();
  }

  private Extraction listen(Watch watch) throws IOException {
    var text = new StringBuilder();
    var pages = new ArrayList<Integer>();
    var headings = new ArrayList<Extraction.Heading>();
    var metadata = new TreeMap<String, String>();
    while (true) {
      byte frame = in.readByte();
      watch.progress();
      switch (frame) {
        case Frames.TEXT -> text(text);
        case Frames.PAGE -> pages.add(text.length());
        case Frames.HEADING -> heading(headings, text.length());
        case Frames.METADATA -> metadata.put(in.readUTF(), in.readUTF());
        case Frames.ALIVE -> {}
        case Frames.END -> {
          return read(text, pages, headings, metadata, in.readUTF());
        }
        case Frames.UNREADABLE -> {
          return new Extraction.Unreadable(
              new ReadingFailure(ReadingFailure.Code.of(in.readUTF()), in.readUTF()));
        }
        default -> throw new IOException("not a frame: " + frame);
      }
    }
  }

  // the reader is not trusted: a hostile file may have taken it over
  private void text(StringBuilder text) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > Frames.MOST_TEXT || text.length() + length > limits.characters()) {
      throw new IOException("more text than was asked for");
    }
    for (int i = 0; i < length; i++) {
      text.append(in.readChar());
    }
  }

  private void heading(List<Extraction.Heading> headings, int length) throws IOException {
    int start = in.readInt();
    int end = in.readInt();
    if (start >= 0 && start < end && end <= length) {
      headings.add(new Extraction.Heading(start, end));
    }
  }

  private static Extraction read(
      StringBuilder text,
      List<Integer> pages,
      List<Extraction.Heading> headings,
      Map<String, String> metadata,
      String mediaType) {
    return new Extraction.Read(
        new PlainText(Storable.text(text), pages),
        headings,
        mediaType,
        pages.isEmpty() ? null : pages.size(),
        metadata);
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
