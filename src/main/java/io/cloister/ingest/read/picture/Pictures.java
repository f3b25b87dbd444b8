package io.cloister.ingest.read.picture;

import io.cloister.ingest.read.wire.Ocr;
import io.cloister.ingest.read.wire.TextSink;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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
public final class Pictures implements AutoCloseable {

  /** Between the words of pages, where a picture has several. */
  public static final char NEXT_PAGE = '\f';

  private static final long MOST_HELD = 150_000_000; // pixels
  private static final long MOST_TURNED = 30_000_000; // pixels, twice in memory

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

  private final Ocr ocr;
  private final Supplier<Tesseract> program;
  private final KnownPictures known;
  private final TextSink sink;
  private final Path scratch;
  private final ExecutorService threads;
  private @Nullable String languages;
  private long deadline = Long.MAX_VALUE;
  private int read;
  private int unread;

  public Pictures(
      Ocr ocr, Supplier<Tesseract> program, KnownPictures known, TextSink sink, Path scratch) {
    this.ocr = ocr;
    this.program = program;
    this.known = known;
    this.sink = sink;
    this.scratch = scratch;
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, ocr.atOnce()), Thread.ofPlatform().daemon().name("ocr-", 0).factory());
  }

  public int atOnce() {
    return Math.max(1, ocr.atOnce());
  }

  /** Whether files of this media type are pictures that may have words. */
  public static boolean isPicture(String mediaType) {
    return KINDS.contains(mediaType);
  }

  /** Whether so many pixels cannot be held, whatever few bytes they were packed into. */
  public static boolean areTooMany(long width, long height) {
    return width * height > MOST_HELD;
  }

  /** The words of a picture, page by page; empty if it has none, or is not read. */
  public String words(Path picture) throws IOException {
    var room = PictureRoom.of(picture);
    if (room == PictureRoom.NONE) {
      return "";
    }
    return isOn() ? wait(threads.submit(() -> read(picture, room))) : skip();
  }

  /**
   * Begins to read a page; {@link #wait} gives its words.
   *
   * @param page in shades of grey
   */
  public Future<String> begin(BufferedImage page) throws IOException {
    var file = Files.createTempFile(scratch, "page", ".pgm");
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      var head = "P5 %d %d 255\n".formatted(page.getWidth(), page.getHeight());
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(((DataBufferByte) page.getRaster().getDataBuffer()).getData());
    }
    return threads.submit(() -> readOnce(file));
  }

  /** Whether there is a program to read with and time left; a picture that is not read counts. */
  public boolean isOn() {
    if (!ocr.isOn() || program.get().languages().isEmpty()) {
      return false;
    }
    if (deadline == Long.MAX_VALUE) {
      deadline = System.nanoTime() + ocr.time().toNanos();
    }
    return isTimeLeft();
  }

  /** Counts a picture that was not read. */
  public String skip() {
    unread++;
    return "";
  }

  public String wait(Future<String> words) {
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

  private String read(Path picture, PictureRoom room) throws IOException {
    var its = languages(picture);
    var key = KnownPictures.key(picture, its);
    var before = known.words(key);
    if (before != null) {
      return before;
    }
    var turned = turned(picture);
    try {
      var words = read(turned == null ? picture : turned, its, room);
      known.keep(key, words);
      return words;
    } finally {
      if (turned != null) {
        Files.deleteIfExists(turned);
      }
    }
  }

  /** The picture as it is to be seen; null if it lies so, as Tesseract does not know. */
  private @Nullable Path turned(Path picture) throws IOException {
    int orientation = Upright.orientation(picture, 1);
    if (orientation == Upright.AS_IT_IS || PictureRoom.pixels(picture) > MOST_TURNED) {
      return null;
    }
    var image = ImageIO.read(picture.toFile());
    if (image == null) {
      return null;
    }
    var file = Files.createTempFile(scratch, "upright", ".png");
    ImageIO.write(Upright.of(image, orientation), "png", file.toFile());
    return file;
  }

  private String readOnce(Path page) throws IOException {
    try {
      return read(page, languages(page), PictureRoom.PAGE);
    } finally {
      Files.deleteIfExists(page);
    }
  }

  private String read(Path picture, String its, PictureRoom room) throws IOException {
    boolean mayBeTurned = room == PictureRoom.PAGE;
    var words = program.get().read(picture, its, mayBeTurned, scratch, this::isTimeLeft);
    if (words == null) {
      throw new IOException("not read");
    }
    return words;
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

  /** Says how many pictures were read, and why not the others. */
  public void tell() {
    if (read > 0 || unread > 0) {
      sink.metadata("pictures", unread == 0 ? "%d read".formatted(read) : told());
    }
  }

  private String told() {
    return "%d read, %d not read: %s".formatted(read, unread, whyNot());
  }

  /** Why pictures of the file were not read; null if all were. */
  public @Nullable String left() {
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
