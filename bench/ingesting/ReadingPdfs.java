package io.cloister.ingest.read.parse;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.cloister.ingest.read.Order;
import io.cloister.ingest.read.ReaderCommand;
import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.picture.KnownPictures;
import io.cloister.ingest.read.picture.Pictures;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.Ocr;
import io.cloister.ingest.read.wire.TextSink;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads PDFs by what the reading processes use, and by Tika's own parser, in turns on one thread;
 * no pictures are read. Then once more in a reading process, with its limits.
 */
final class ReadingPdfs {

  private static final int WARMING = 1;
  private static final int ROUNDS = 3;
  private static final Limits LIMITS =
      new Limits(Duration.ofMinutes(1), Duration.ofSeconds(10), 512, 10_000_000, 10, 1_000);

  private final List<Path> files;
  private final Path scratch;
  private final TikaText tika = new TikaText();
  private final AutoDetectParser theirs = new AutoDetectParser();

  private ReadingPdfs(List<Path> files, Path scratch) {
    this.files = files;
    this.scratch = scratch;
  }

  public static void main(String... arguments) throws IOException {
    try (var all = Files.walk(Path.of(arguments[1]))) {
      var pdfs =
          all.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".pdf"))
              .sorted()
              .toList();
      System.out.printf("%d PDFs%n", pdfs.size());
      if (!pdfs.isEmpty()) {
        var reading = new ReadingPdfs(pdfs, Path.of(arguments[0]));
        reading.inTurns();
        reading.inAProcess();
      }
    }
    System.exit(0);
  }

  private interface Work {
    void on(Path file) throws IOException, TikaException, SAXException;
  }

  /** Seconds; how long it takes to find that it cannot be read is counted as well. */
  private static double seconds(Work work, Path file) {
    long begin = System.nanoTime();
    try {
      work.on(file);
    } catch (IOException | TikaException | SAXException | RuntimeException _) {
      // as broken for one as for the other
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private void inTurns() {
    var took = new double[2][files.size()];
    for (int f = 0; f < files.size(); f++) {
      var each = new double[2][ROUNDS];
      for (int round = -WARMING; round < ROUNDS; round++) {
        double ours = seconds(this::ours, files.get(f));
        double tikas = seconds(this::tikas, files.get(f));
        if (round >= 0) {
          each[0][round] = ours;
          each[1][round] = tikas;
        }
      }
      took[0][f] = Arrays.stream(each[0]).sorted().toArray()[ROUNDS / 2];
      took[1][f] = Arrays.stream(each[1]).sorted().toArray()[ROUNDS / 2];
    }
    double ours = Arrays.stream(took[0]).sum();
    double tikas = Arrays.stream(took[1]).sum();
    System.out.printf(
        Locale.ROOT,
        "warm, one thread: ours %.2f s, the slowest file %.2f s; Tika %.2f s, the slowest %.2f s;"
            + " %.1f times as fast%n",
        ours,
        Arrays.stream(took[0]).max().getAsDouble(),
        tikas,
        Arrays.stream(took[1]).max().getAsDouble(),
        tikas / ours);
  }

  /** As {@link ReaderProcess} does it, for nobody who listens. */
  private void ours(Path file) throws IOException {
    var sink =
        new TextSink(
            new DataOutputStream(OutputStream.nullOutputStream()),
            LIMITS.characters(),
            Files.size(file));
    tika.detect(file, file.getFileName().toString());
    try (var pictures = new Pictures(Ocr.OFF, () -> null, new KnownPictures(), sink, scratch)) {
      var parts = tika.parts(null, LIMITS, sink, pictures);
      new PdfText(sink, pictures, parts, false).read(file.toFile(), null);
    } catch (NotReadable _) {
      // a picture, or locked
    }
  }

  private String tikas(Path file) throws IOException, TikaException, SAXException {
    var context = new ParseContext();
    context.set(Parser.class, theirs);
    var pdf = new PDFParserConfig();
    pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    context.set(PDFParserConfig.class, pdf);
    var text = new BodyContentHandler(-1);
    try (var in = TikaInputStream.get(file)) {
      theirs.parse(in, text, new Metadata(), context);
    }
    return text.toString();
  }

  /** One reading process as the server starts it, cold at first. */
  private void inAProcess() throws IOException {
    double slowest = 0;
    long most = 0;
    double kept = 0;
    double all = 0;
    long characters = 0;
    long tikas = 0;
    var notRead = new ArrayList<String>();
    try (var readers =
        new Readers(1, LIMITS, scratch.resolve("reading"), new ReaderCommand(List.of()))) {
      for (var file : files) {
        long begin = System.nanoTime();
        try (var bytes = Files.newInputStream(file)) {
          var order = new Order(file.getFileName().toString(), null, Ocr.OFF, false);
          var extraction = readers.read(bytes, order, () -> false, (_, _) -> {});
          slowest = Math.max(slowest, (System.nanoTime() - begin) / 1e9);
          most = Math.max(most, mostMemory());
          if (extraction instanceof Extraction.Read read) {
            var theirWords = words(tikas(file));
            var ourWords = words(read.text().text());
            kept += characters(theirWords, ourWords);
            all += characters(theirWords, theirWords);
            characters += characters(ourWords, ourWords);
            tikas += characters(theirWords, theirWords);
          } else {
            notRead.add(file.getFileName().toString());
          }
        } catch (TikaException | SAXException | RuntimeException _) {
          notRead.add(file.getFileName().toString());
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "in a reading process (-Xmx%dm): slowest file %.2f s with its start, most memory %d MB%n"
            + "characters without white space: %.2f %% of Tika's in number; %.2f %% of Tika's"
            + " stand in words that are here as often; %d not read by one or both%n",
        LIMITS.heapMegabytes(),
        slowest,
        most,
        100.0 * characters / tikas,
        100 * kept / all,
        notRead.size());
  }

  private static Map<String, Long> words(String text) {
    return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .collect(groupingBy(word -> word, counting()));
  }

  /** Of those words that both have, as often as both have them. */
  private static long characters(Map<String, Long> one, Map<String, Long> other) {
    return one.entrySet().stream()
        .mapToLong(
            word ->
                word.getKey().length()
                    * Math.min(word.getValue(), other.getOrDefault(word.getKey(), 0L)))
        .sum();
  }

  /** Megabytes that the largest of the processes started here ever took; 0 where nobody tells. */
  private static long mostMemory() {
    return ProcessHandle.current().descendants().mapToLong(ReadingPdfs::memory).max().orElse(0);
  }

  private static long memory(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }
}
