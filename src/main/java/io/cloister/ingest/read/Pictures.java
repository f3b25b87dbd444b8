package io.cloister.ingest.read;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Reads the pictures of one file, as far as its time goes, and counts them. */
final class Pictures implements AutoCloseable {

  private static final Set<String> KINDS =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/tiff",
          "image/bmp",
          "image/x-ms-bmp",
          "image/gif",
          "image/webp",
          "image/jp2",
          "image/x-portable-graymap",
          "image/x-portable-pixmap",
          "image/x-portable-bitmap");
  private static final int SMALLEST = 24; // pixels: what is less high or wide is an ornament
  private static final long LARGEST = 150_000_000; // pixels

  private final Ocr ocr;
  private final Supplier<Tesseract> program;
  private final TextSink sink;
  private final Path scratch;
  private final ExecutorService threads;
  private @Nullable String languages;
  private long deadline = Long.MAX_VALUE;
  private int read;
  private int unread;

  Pictures(Ocr ocr, Supplier<Tesseract> program, TextSink sink, Path scratch) {
    this.ocr = ocr;
    this.program = program;
    this.sink = sink;
    this.scratch = scratch;
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, ocr.atOnce()), Thread.ofPlatform().daemon().name("ocr-", 0).factory());
  }

  int atOnce() {
    return Math.max(1, ocr.atOnce());
  }

  /** Whether files of this media type are pictures that may have words. */
  static boolean isPicture(String mediaType) {
    return KINDS.contains(mediaType);
  }

  /** The words of a picture; empty if it has none, or is not read. */
  String words(Path picture) throws IOException {
    if (!hasRoomForWords(picture)) {
      return "";
    }
    return isOn() ? wait(threads.submit(reading(picture, false))) : skip();
  }

  /**
   * Begins to read a page; {@link #wait} gives its words.
   *
   * @param page in shades of grey
   */
  Future<String> begin(BufferedImage page) throws IOException {
    var file = Files.createTempFile(scratch, "page", ".pgm");
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      var head = "P5 %d %d 255\n".formatted(page.getWidth(), page.getHeight());
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(((DataBufferByte) page.getRaster().getDataBuffer()).getData());
    }
    return threads.submit(reading(file, true));
  }

  /** Whether there is a program to read with and time left; a picture that is not read counts. */
  boolean isOn() {
    if (!ocr.isOn() || program.get().languages().isEmpty()) {
      return false;
    }
    if (deadline == Long.MAX_VALUE) {
      deadline = System.nanoTime() + ocr.time().toNanos();
    }
    return isTimeLeft();
  }

  /** Counts a picture that was not read. */
  String skip() {
    unread++;
    return "";
  }

  String wait(Future<String> words) {
    while (true) {
      try {
        var found = words.get(200, TimeUnit.MILLISECONDS);
        read += found.isEmpty() ? 0 : 1;
        return found;
      } catch (TimeoutException _) {
        sink.alive();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TooManyPictures more) {
          throw more;
        }
        return skip();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while reading a picture", e);
      }
    }
  }

  private Callable<String> reading(Path picture, boolean isOurs) {
    return () -> {
      try {
        var its = languages(picture);
        var words = program.get().read(picture, its, scratch, this::isTimeLeft);
        if (words == null) {
          throw new IOException("not read");
        }
        return words;
      } finally {
        if (isOurs) {
          Files.deleteIfExists(picture);
        }
      }
    };
  }

  private boolean isTimeLeft() {
    if (System.nanoTime() < deadline) {
      return true;
    }
    if (!ocr.isPatient()) {
      throw new TooManyPictures();
    }
    return false;
  }

  private synchronized String languages(Path picture) throws IOException {
    if (languages == null) {
      var installed = program.get().languages();
      var asked = ScriptLanguages.wanted(ocr.languages(), installed);
      boolean look =
          asked.isEmpty() && program.get().seesScripts() && ScriptLanguages.areMany(installed);
      var script = look ? program.get().script(picture, scratch, this::isTimeLeft) : null;
      var chosen = asked.isEmpty() ? ScriptLanguages.of(script, installed) : asked;
      languages = chosen.isEmpty() ? ScriptLanguages.of(null, installed) : chosen;
    }
    return languages;
  }

  private static boolean hasRoomForWords(Path picture) {
    try (var in = ImageIO.createImageInputStream(picture.toFile())) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return true; // Tesseract may know the format
      }
      var reader = readers.next();
      try {
        reader.setInput(in);
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        return Math.min(width, height) >= SMALLEST && width * height <= LARGEST;
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }

  /** Says how many pictures were read, and why not the others. */
  void tell() {
    if (read > 0 || unread > 0) {
      sink.metadata("pictures", unread == 0 ? "%d read".formatted(read) : told());
    }
  }

  private String told() {
    return "%d read, %d not read: %s".formatted(read, unread, whyNot());
  }

  /** Why pictures of the file were not read; null if all were. */
  @Nullable String left() {
    return unread == 0 ? null : whyNot();
  }

  private String whyNot() {
    if (!ocr.isOn()) {
      return "the reading of pictures is switched off";
    }
    return program.get().languages().isEmpty()
        ? "Tesseract is not installed on the server"
        : "it could not be done, or not in time";
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
