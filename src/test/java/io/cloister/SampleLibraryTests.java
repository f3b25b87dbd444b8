package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The shipped sample library is complete, licensed, and holds the hard cases it promises. */
class SampleLibraryTests {

  private static final Path FOLDER = Path.of("ingest-samples");
  private static final Set<String> ABOUT_IT = Set.of("manifest.yaml", "LICENCES.md");

  private final List<Map<String, String>> entries = entries();

  @Test
  void listsEveryFileOnce() throws IOException {
    try (var files = Files.list(FOLDER)) {
      var present = files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
      present.removeAll(ABOUT_IT);
      assertThat(entries)
          .extracting(e -> e.get("file"))
          .containsExactlyInAnyOrderElementsOf(present);
    }
  }

  @Test
  void saysWhatEachFileIsFor() {
    assertThat(entries).allSatisfy(e -> assertThat(e.get("note")).isNotBlank());
  }

  @Test
  void namesOriginAndLicenceOfEachFile() throws IOException {
    var licences = Files.readString(FOLDER.resolve("LICENCES.md"));
    assertThat(entries).allSatisfy(e -> assertThat(licences).contains("`" + e.get("file") + "`"));
  }

  @Test
  void loadsAnOlderVersionBeforeTheNewer() {
    var seen = new HashSet<String>();
    for (var entry : entries) {
      if (entry.containsKey("versionOf")) {
        assertThat(seen).contains(entry.get("versionOf"));
      }
      seen.add(entry.get("file"));
    }
  }

  @Test
  void holdsAnExactCopy() throws IOException {
    assertThat(
            Files.mismatch(
                FOLDER.resolve("travel-policy.pdf"), FOLDER.resolve("travel-policy-copy.pdf")))
        .isEqualTo(-1);
  }

  @Test
  void isOnTheClassPathOfTheProduct() {
    assertThat(Cloister.class.getResource("/shipped/ingest-samples/manifest.yaml")).isNotNull();
  }

  @SuppressWarnings("unchecked") // the shape of a YAML file is known only by reading it
  private static List<Map<String, String>> entries() {
    try (var in = Files.newBufferedReader(FOLDER.resolve("manifest.yaml"))) {
      Map<String, Object> manifest = new Yaml().load(in);
      return (List<Map<String, String>>) manifest.get("documents");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
