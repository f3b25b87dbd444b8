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
import java.util.ArrayDeque;
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
    return width > MOST_HELD || height > MOST_HELD || width * height > MOST_HELD;
  }

  /** Takes the words of one page after the other; without any where it has none, or is not read. */
  public interface Taker<E extends Exception> {
    void take(String words) throws E;
  }

  /**
   * Reads a picture, which has one page unless it is a TIFF.
   *
   * @throws io.cloister.ingest.read.wire.NotReadable if its pages never end
   */
  public <E extends Exception> void words(Path picture, Taker<E> taker) throws E {
    var rooms = PictureRoom.of(picture);
    var begun = new ArrayDeque<Supplier<String>>();
    for (int page = 0; page < rooms.size(); page++) {
      begun.add(begin(picture, rooms.size() == 1 ? Tesseract.WHOLE : page, rooms.get(page)));
      if (begun.size() > atOnce()) {
        taker.take(begun.remove().get());
      }
    }
    while (!begun.isEmpty()) {
      taker.take(begun.remove().get());
    }
  }

  private Supplier<String> begin(Path picture, int page, PictureRoom room) {
    if (room == PictureRoom.NONE) {
      return () -> "";
    }
    if (room == PictureRoom.TOO_LARGE || !isOn()) {
      return this::skip;
    }
    boolean isWhole = page == Tesseract.WHOLE;
    var words = threads.submit(() -> isWhole ? read(picture, room) : read(picture, page, room));
    return () -> wait(words);
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
    var its = languages(picture, Tesseract.WHOLE);
    var key = KnownPictures.key(picture, its);
    var before = known.words(key);
    if (before != null) {
      return before;
    }
    var turned = turned(picture);
    try {
      var words = read(turned == null ? picture : turned, Tesseract.WHOLE, its, room);
      known.keep(key, words);
      return words;
    } finally {
      if (turned != null) {
        Files.deleteIfExists(turned);
      }
    }
  }

  /** A page of several, which Tesseract turns as it is to be seen. */
  private String read(Path picture, int page, PictureRoom room) throws IOException {
    return read(picture, page, languages(picture, page), room);
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
      return read(page, Tesseract.WHOLE, languages(page, Tesseract.WHOLE), PictureRoom.PAGE);
    } finally {
      Files.deleteIfExists(page);
    }
  }

  private String read(Path picture, int page, String its, PictureRoom room) throws IOException {
    boolean mayBeTurned = room == PictureRoom.PAGE;
    var words =
        isTimeLeft()
            ? program.get().read(picture, page, its, mayBeTurned, scratch, this::isTimeLeft)
            : null;
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

  private synchronized String languages(Path picture, int page) throws IOException {
    if (languages == null) {
      var installed = program.get().languages();
      var asked = ScriptLanguages.wanted(ocr.languages(), installed);
      boolean look =
          asked.isEmpty() && program.get().seesScripts() && ScriptLanguages.areMany(installed);
      var script = look ? program.get().script(picture, page, scratch, this::isTimeLeft) : null;
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
