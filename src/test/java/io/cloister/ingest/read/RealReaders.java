package io.cloister.ingest.read;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.ingest.read.wire.Extraction.ReaderLost;
import io.cloister.ingest.read.wire.Extraction.Unreadable;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.Ocr;
import io.cloister.library.ReadingFailure.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.util.FileSystemUtils;

/** A real reading process for the tests of a class, which ends with them. */
final class RealReaders implements BeforeAllCallback {

  private static final RealReaders TIGHT =
      new RealReaders(new Limits(PATIENCE, PATIENCE, 96, 200_000, 5, 20), true);

  private final Limits limits;
  private final boolean isShared;
  private Started started;

  RealReaders(Limits limits) {
    this(limits, false);
  }

  private RealReaders(Limits limits, boolean isShared) {
    this.limits = limits;
    this.isShared = isShared;
  }

  /**
   * With as little memory as files of tests need. One process for all classes that ask for it, as
   * it takes longer to start than to read.
   */
  static RealReaders tight() {
    return TIGHT;
  }

  /** Ended by whoever holds it: a class of tests, or all of them. */
  private record Started(Path folder, Readers readers) implements AutoCloseable {

    static Started within(Limits limits) {
      try {
        var folder = Files.createTempDirectory("reading");
        return new Started(
            folder,
            new Readers(1, limits, folder.resolve("scratch"), new ReaderCommand(List.of())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      readers.close();
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    var holder = isShared ? context.getRoot() : context;
    started =
        holder
            .getStore(Namespace.create(RealReaders.class))
            .computeIfAbsent(limits, Started::within, Started.class);
  }

  Readers readers() {
    return started.readers();
  }

  /** Where files are while they are read. */
  Path scratch() {
    return started.folder().resolve("scratch");
  }

  Read read(String name, String content) throws IOException {
    return read(name, content.getBytes(UTF_8));
  }

  Read read(String name, byte[] content) throws IOException {
    return read(name, content, null);
  }

  Read read(String name, byte[] content, @Nullable String password) throws IOException {
    var extraction = extraction(name, content, password);
    assertThat(extraction).isInstanceOf(Read.class);
    return (Read) extraction;
  }

  /** Why it cannot be read. */
  Code failure(String name, byte[] content) throws IOException {
    return failure(name, content, null);
  }

  Code failure(String name, byte[] content, @Nullable String password) throws IOException {
    var extraction = extraction(name, content, password);
    assertThat(extraction.getClass()).isEqualTo(Unreadable.class); // not its text, when it fails
    return ((Unreadable) extraction).failure().code();
  }

  /** Why the process was lost over it. */
  Code lost(String name, byte[] content) throws IOException {
    var extraction = extraction(name, content, null);
    assertThat(extraction.getClass()).isEqualTo(ReaderLost.class);
    return ((ReaderLost) extraction).failure().code();
  }

  private Extraction extraction(String name, byte[] content, @Nullable String password)
      throws IOException {
    return readers()
        .read(
            new ByteArrayInputStream(content),
            new Order(name, password, Ocr.OFF, false),
            () -> false,
            (_, _) -> {});
  }
}
