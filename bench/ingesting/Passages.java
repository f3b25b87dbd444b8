package io.cloister.models.builtin;

import io.cloister.ingest.read.Order;
import io.cloister.ingest.read.ReaderCommand;
import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.Ocr;
import io.cloister.ingest.split.PassageSplitter;
import io.cloister.library.VersionId;
import io.cloister.library.text.Passage;
import io.cloister.models.Embedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads the files of a folder by as many reading processes as there are cores, without pictures,
 * cuts them into passages and embeds those by as many threads; nothing is kept.
 */
final class Passages implements AutoCloseable {

  static final int THREADS = Runtime.getRuntime().availableProcessors();

  private static final Limits LIMITS =
      new Limits(Duration.ofMinutes(1), Duration.ofSeconds(10), 512, 10_000_000, 10, 1_000);

  private final List<Path> files;
  private final Readers readers;
  private final Embedder embedder;

  Passages(Path folder, Path scratch) throws IOException {
    try (var all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
    }
    readers =
        new Readers(THREADS, LIMITS, scratch.resolve("reading"), new ReaderCommand(List.of()));
    embedder = new BuiltinEmbedder(new BuiltinProperties(scratch.resolve("native"), "", ""));
  }

  /** What those files say that can be read. */
  List<Extraction.Read> read() throws InterruptedException, ExecutionException {
    return atOnce(files, this::read).stream().filter(Objects::nonNull).toList();
  }

  private Extraction.Read read(Path file) {
    try (var bytes = Files.newInputStream(file)) {
      var order = new Order(file.getFileName().toString(), null, Ocr.OFF, false);
      var extraction = readers.read(bytes, order, () -> false, (_, _) -> {});
      return extraction instanceof Extraction.Read read ? read : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> cut(List<Extraction.Read> read) {
    var splitter = new PassageSplitter(embedder::countTokens, embedder.window());
    return read.stream()
        .flatMap(
            each ->
                splitter
                    .split(
                        new VersionId(new UUID(7, 7)),
                        each.text(),
                        each.headings().stream()
                            .map(heading -> new int[] {heading.start(), heading.end()})
                            .toList())
                    .stream())
        .map(Passage::text)
        .filter(embedder::isMadeFor)
        .toList();
  }

  long tokens(List<String> passages) {
    return passages.stream().mapToLong(embedder::countTokens).sum();
  }

  void embed(List<String> passages) throws InterruptedException, ExecutionException {
    atOnce(passages, embedder::embed);
  }

  private static <T, R> List<R> atOnce(List<T> all, Function<T, R> work)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var futures = all.stream().map(each -> threads.submit(() -> work.apply(each))).toList();
      var done = new ArrayList<R>();
      for (var future : futures) {
        done.add(future.get());
      }
      return done;
    }
  }

  /** Seconds. */
  static double took(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** So many of them, from everywhere. */
  static List<String> some(List<String> passages, int most) {
    int step = Math.max(1, passages.size() / most);
    return IntStream.iterate(0, i -> i < passages.size(), i -> i + step)
        .limit(most)
        .mapToObj(passages::get)
        .toList();
  }

  @Override
  public void close() {
    readers.close();
  }
}
