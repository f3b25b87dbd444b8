package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.picture.KnownPictures;
import io.cloister.ingest.read.picture.Pictures;
import io.cloister.ingest.read.picture.Tesseract;
import io.cloister.ingest.read.picture.TooManyPictures;
import io.cloister.ingest.read.sound.SoundPieces;
import io.cloister.ingest.read.wire.Frames;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.Ocr;
import io.cloister.ingest.read.wire.PartStep;
import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.ReadingFailure;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The process that reads files, one after the other, as the server asks on its standard input. It
 * knows no secret and no address; it ends when its parent does.
 */
public final class ReaderProcess {

  private sealed interface Task {}

  private record Drawing(Path pdf, int page, Path picture) implements Task {}

  private record Cutting(Path file, String mediaType, Path into) implements Task {}

  private record Picking(
      Path file,
      String name,
      @Nullable String password,
      Limits limits,
      long most,
      Path into,
      List<PartStep> way)
      implements Task {}

  private record Request(
      Path file, String name, @Nullable String password, Limits limits, Ocr ocr, boolean seen)
      implements Task {}

  private static final Supplier<Tesseract> TESSERACT =
      SingletonSupplier.of(Tesseract::here); // looked for when the first picture comes

  private static final KnownPictures KNOWN = new KnownPictures();

  private ReaderProcess() {}

  public static void main(String[] arguments) throws Exception {
    silenceLogs();
    var out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
    System.setOut(System.err); // nothing a parser prints may get between the frames
    var requests = new SynchronousQueue<Task>();
    Thread.ofPlatform().daemon().name("requests").start(() -> take(requests));
    var tika = new TikaText();
    while (true) {
      switch (requests.take()) {
        case Request request -> read(request, tika, out);
        case Drawing drawing -> draw(drawing, out);
        case Cutting cutting -> cut(cutting, out);
        case Picking picking -> pick(picking, tika, out);
      }
    }
  }

  /** Also the way in which a reader in the middle of a file notices that its parent is gone. */
  private static void take(SynchronousQueue<Task> requests) {
    try (var in = new DataInputStream(System.in)) {
      while (true) {
        requests.put(
            switch (in.readByte()) {
              case Frames.DRAW -> new Drawing(path(in), in.readInt(), path(in));
              case Frames.CUT -> new Cutting(path(in), in.readUTF(), path(in));
              case Frames.PICK -> picking(in);
              default -> request(in);
            });
      }
    } catch (IOException | InterruptedException _) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static Request request(DataInputStream in) throws IOException {
    var file = path(in);
    var name = in.readUTF();
    var password = in.readBoolean() ? in.readUTF() : null;
    var limits = limits(in.readInt(), in.readInt(), in.readInt());
    var ocr =
        new Ocr(Duration.ofMillis(in.readLong()), in.readBoolean(), in.readUTF(), in.readInt());
    return new Request(file, name, password, limits, ocr, in.readBoolean());
  }

  private static Picking picking(DataInputStream in) throws IOException {
    var file = path(in);
    var name = in.readUTF();
    var password = in.readBoolean() ? in.readUTF() : null;
    var limits = limits(0, in.readInt(), in.readInt());
    long most = in.readLong();
    var into = path(in);
    var way = new PartStep[in.readInt()];
    for (int i = 0; i < way.length; i++) {
      way[i] = new PartStep(in.readInt(), in.readUTF());
    }
    return new Picking(file, name, password, limits, most, into, List.of(way));
  }

  private static Path path(DataInputStream in) throws IOException {
    return Path.of(in.readUTF());
  }

  private static Limits limits(int characters, int depth, int parts) {
    return new Limits(Duration.ZERO, Duration.ZERO, 0, characters, depth, parts);
  }

  private static void draw(Drawing drawing, DataOutputStream out) {
    var sink = new TextSink(out, 0, 0);
    try {
      if (!PictureSheet.draw(drawing.pdf(), drawing.page(), drawing.picture())) {
        PdfSheet.draw(drawing.pdf().toFile(), drawing.page(), drawing.picture())
            .forEach(sink::word);
      }
      sink.end("image/png");
    } catch (NotReadable e) {
      sink.unreadable(e.code(), String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
      sink.unreadable(ReadingFailure.Code.CORRUPT, e.getClass().getSimpleName());
    }
  }

  private static void cut(Cutting cutting, DataOutputStream out) {
    var sink = new TextSink(out, 0, 0);
    try {
      SoundPieces.cut(cutting.file(), cutting.mediaType(), cutting.into(), sink::alive)
          .forEach(sink::piece);
      sink.end(cutting.mediaType());
    } catch (NotReadable e) {
      sink.unreadable(e.code(), String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      sink.unreadable(ReadingFailure.Code.CORRUPT, e.getClass().getSimpleName());
    }
  }

  private static void pick(Picking picking, TikaText tika, DataOutputStream out) {
    var sink = new TextSink(out, 0, 0);
    telling(
        sink,
        () -> {
          boolean isThere =
              tika.pick(
                  picking.file(),
                  picking.name(),
                  picking.password(),
                  picking.limits(),
                  picking.way(),
                  picking.into(),
                  new PartFile.Bounds(picking.most(), Files.size(picking.file()), sink::alive));
          if (isThere) {
            sink.end("application/octet-stream");
          } else {
            sink.missing();
          }
        });
  }

  private static void read(Request request, TikaText tika, DataOutputStream out) {
    var sink = new TextSink(out, request.limits().characters(), request.file().toFile().length());
    telling(
        sink,
        () -> {
          try {
            read(request, tika, sink);
          } catch (TooManyPictures _) {
            sink.longer();
          }
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Says why, if a file cannot be read. */
  private static void telling(TextSink sink, Work work) {
    try {
      work.run();
    } catch (NotReadable e) {
      sink.unreadable(e.code(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      sink.unreadable(
          ReadingFailure.Code.CORRUPT,
          "its content breaks off or is damaged (%s)".formatted(e.getClass().getSimpleName()));
    } catch (UncheckedIOException _) {
      Runtime.getRuntime().halt(0); // nobody listens any more
    } catch (StackOverflowError _) {
      sink.unreadable(ReadingFailure.Code.BOMB, "its parts are nested too deep");
    } catch (RuntimeException | LinkageError | AssertionError e) {
      sink.unreadable(
          ReadingFailure.Code.CORRUPT,
          "its content is not what its format asks for (%s)"
              .formatted(e.getClass().getSimpleName()));
    }
  }

  private static void read(Request request, TikaText tika, TextSink sink) throws IOException {
    if (Files.size(request.file()) == 0) {
      throw new NotReadable(ReadingFailure.Code.EMPTY, "it has no bytes");
    }
    var mediaType = tika.detect(request.file(), request.name());
    var folder = Objects.requireNonNull(request.file().getParent());
    try (var pictures = new Pictures(request.ocr(), TESSERACT, KNOWN, sink, folder)) {
      var parts = tika.parts(request.password(), request.limits(), sink, pictures);
      try {
        read(request, mediaType, tika, parts, sink, pictures);
      } catch (NotReadable e) {
        if (!request.seen() || e.code() != ReadingFailure.Code.NO_TEXT) {
          throw e;
        }
      }
      pictures.tell();
      parts.tell();
    }
    sink.end(mediaType);
  }

  private static void read(
      Request request,
      String mediaType,
      TikaText tika,
      Parts parts,
      TextSink sink,
      Pictures pictures)
      throws IOException {
    if (mediaType.equals("application/pdf")) {
      File pdf = request.file().toFile();
      new PdfText(sink, pictures, parts, false).read(pdf, request.password());
    } else {
      tika.read(
          request.file(), request.name(), mediaType, request.password(), parts, sink, pictures);
    }
  }

  private static void silenceLogs() {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(ch.qos.logback.classic.Level.OFF);
    }
  }
}
