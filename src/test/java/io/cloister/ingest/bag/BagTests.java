package io.cloister.ingest.bag;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.ingest.bag.BagRefused.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bags as files: written whole, and told what is wrong with them otherwise. */
class BagTests {

  private static final String ROOT = BagWriter.FOLDER;
  private static final String NOTE = ROOT + "data/documents/a/v1/original/Note 100%.txt";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aBag() throws IOException {
    file = folder.resolve("bag.zip");
    try (var out = Files.newOutputStream(file);
        var bag = new BagWriter(out, folder.resolve("list"))) {
      bag.add("library.json", to -> to.write("{}".getBytes(UTF_8)));
      bag.add("documents/a/v1/original/Note 100%.txt", to -> to.write("words".getBytes(UTF_8)));
      bag.finish(Map.of(LibraryExport.FORM, LibraryExport.FORM_VERSION));
    }
  }

  @Test
  void isWholeAsItWasWritten() throws IOException {
    try (var bag = Bag.open(file)) {
      assertThat(BagCheck.check(bag))
          .containsOnlyKeys("library.json", "documents/a/v1/original/Note 100%.txt");
    }
    assertThat(files().get(ROOT + "bag-info.txt")).asString(UTF_8).contains("Payload-Oxum: 7.2");
    assertThat(files().get(ROOT + "manifest-sha256.txt")).asString(UTF_8).contains("Note 100%25");
    assertThat(folder.resolve("list")).doesNotExist();
  }

  @Test
  void isReadAfterItsFolderWasNamedAnew() throws IOException {
    var renamed = new LinkedHashMap<String, byte[]>();
    files().forEach((path, bytes) -> renamed.put(path.replace(ROOT, "kept/"), bytes));
    try (var bag = Bag.open(zip(renamed))) {
      assertThat(BagCheck.check(bag)).hasSize(2);
    }
  }

  @Test
  void isRefusedWhereAFileIsMissingOrUnlisted() throws IOException {
    assertRefused(Problem.INCOMPLETE, without(NOTE));
    assertRefused(Problem.INCOMPLETE, without(ROOT + "manifest-sha256.txt"));
    assertRefused(Problem.INCOMPLETE, with(ROOT + "data/more.txt", "more"));
    assertRefused(Problem.INCOMPLETE, with(ROOT + "fetch.txt", "https://x 1 data/y"));
  }

  @Test
  void isRefusedWhereAFileIsAnother() throws IOException {
    assertRefused(Problem.CHECKSUM, with(NOTE, "other"));
    assertRefused(Problem.CHECKSUM, with(ROOT + "bag-info.txt", "Cloister-Library: 1\nX: y"));
  }

  @Test
  void isRefusedWhereAPathLeavesIt() throws IOException {
    for (var path :
        new String[] {
          "../outside",
          "/etc/passwd",
          ROOT + "data/../../x",
          "C:/x",
          ROOT + "data\\..\\x",
          "beside/x"
        }) {
      assertRefused(Problem.PATH, with(path, "x"));
    }
    assertRefused(
        Problem.PATH,
        with(ROOT + "manifest-sha256.txt", "0".repeat(64) + "  data/../../x"),
        ROOT + "tagmanifest-sha256.txt");
  }

  @Test
  void isRefusedInAFormThatIsNotKnown() throws IOException {
    assertRefused(Problem.VERSION, without(ROOT + "bagit.txt"));
    assertRefused(Problem.VERSION, with(ROOT + "bagit.txt", "BagIt-Version: 7.0\n"));
    assertRefused(Problem.VERSION, with(ROOT + "bag-info.txt", "Cloister-Library: 99\n"));
    assertRefused(Problem.VERSION, with(ROOT + "bag-info.txt", "Source-Organization: X\n"));
  }

  @Test
  void isRefusedWhereItIsCutOff() throws IOException {
    var bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatExceptionOfType(BagRefused.class)
          .isThrownBy(() -> Bag.open(file))
          .extracting(BagRefused::problem)
          .isEqualTo(Problem.UNREADABLE);
    }
  }

  @Test
  void givesNoMoreOfAFileThanItSaysToHave() throws IOException {
    var bytes = Files.readAllBytes(file);
    // the length of the last file in the directory at the end of the ZIP file
    int entry = lastIndexOf(bytes, new byte[] {'P', 'K', 1, 2});
    bytes[entry + 24] = 3;
    bytes[entry + 25] = 0;
    Files.write(file, bytes);
    try (var bag = Bag.open(file)) {
      assertThatExceptionOfType(BagRefused.class).isThrownBy(() -> BagCheck.check(bag));
    }
  }

  @Test
  void tellsHowMuchItHoldsBeforeAnyOfItIsRead() throws IOException {
    var bomb = new LinkedHashMap<>(files());
    bomb.put(ROOT + "data/zeros", new byte[50_000_000]);
    try (var bag = Bag.open(zip(bomb))) {
      assertThat(Files.size(file)).isLessThan(1_000_000);
      assertThat(bag.bytes()).isGreaterThan(50_000_000);
    }
  }

  @Test
  void namesFilesSoThatEverySystemCanHaveThem() {
    assertThat(Paths.name("a/b\\c:d?.pdf")).isEqualTo("a_b_c_d_.pdf");
    assertThat(Paths.name("..")).isEqualTo("file");
    assertThat(Paths.name(" ")).isEqualTo("file");
    assertThat(Paths.name("ü".repeat(400) + ".pdf").getBytes(UTF_8)).hasSizeLessThan(200);
  }

  private void assertRefused(Problem problem, Map<String, byte[]> files, String... but)
      throws IOException {
    var all = new LinkedHashMap<>(files);
    Arrays.asList(but).forEach(all::remove);
    var made = zip(all);
    assertThatExceptionOfType(BagRefused.class)
        .isThrownBy(() -> {
          try (var bag = Bag.open(made)) {
            BagCheck.check(bag);
          }
        })
        .extracting(BagRefused::problem)
        .isEqualTo(problem);
  }

  private Map<String, byte[]> without(String path) throws IOException {
    var files = new LinkedHashMap<>(files());
    assertThat(files.remove(path)).isNotNull();
    return files;
  }

  private Map<String, byte[]> with(String path, String text) throws IOException {
    var files = new LinkedHashMap<>(files());
    files.put(path, text.getBytes(UTF_8));
    return files;
  }

  private Map<String, byte[]> files() throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(folder.resolve("bag.zip").toFile())) {
      for (var entry : java.util.Collections.list(zip.entries())) {
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }

  private Path zip(Map<String, byte[]> files) throws IOException {
    var made = folder.resolve("made.zip");
    try (OutputStream out = Files.newOutputStream(made);
        var zip = new ZipOutputStream(out)) {
      for (var one : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(one.getKey()));
        zip.write(one.getValue());
      }
    }
    return made;
  }

  private static int lastIndexOf(byte[] bytes, byte[] sought) {
    int at = bytes.length - sought.length;
    while (!Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
      at--;
    }
    return at;
  }
}
