package io.cloister.sources.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.sources.folder.FolderScan.Found;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders made by somebody who means no good. */
@Timeout(60)
class FolderScanTests {

  @TempDir Path temporary;
  private Path root;

  @BeforeEach
  void root() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("watched"));
  }

  @Test
  void tellsNamesApartThatAreNoText() throws IOException {
    named("Müller.txt", ISO_8859_1);
    named("Möller.txt", ISO_8859_1);
    named("Müller.txt", UTF_8);

    assertThat(found()).containsExactly("M%F6ller.txt", "M%FCller.txt", "Müller.txt");
  }

  @Test
  void passesOverWhatIsTheProductsOwn() throws IOException {
    Files.writeString(root.resolve("a.txt"), "a");
    var own = Files.createDirectories(root.resolve("deep/data"));
    Files.writeString(own.resolve("b.txt"), "b");
    var key = Files.writeString(root.resolve("master.key"), "secret");
    var link = Files.createSymbolicLink(temporary.resolve("link"), own);

    var found = FolderScan.of(root, true, OwnPlaces.of(List.of(link, key, root.resolve("none"))));

    assertThat(found.found()).extracting(Found::path).containsExactly("a.txt");
  }

  @Test
  void opensNoPipeThatWasAFile() throws Exception {
    var file = Files.writeString(root.resolve("a.txt"), "a");
    var seen = only();
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    assertThatExceptionOfType(IOException.class).isThrownBy(seen::open);
    assertThat(found()).isEmpty();
  }

  @Test
  void followsNoFolderThatBecameALink() throws IOException {
    var inner = Files.createDirectory(root.resolve("inner"));
    Files.writeString(inner.resolve("a.txt"), "a");
    var seen = only();
    Files.move(inner, temporary.resolve("outside"));
    Files.createSymbolicLink(inner, temporary.resolve("outside"));

    assertThatExceptionOfType(IOException.class).isThrownBy(seen::open);
  }

  @Test
  void movesNothingToWhereALinkLeads() throws IOException {
    var outside = Files.createDirectory(temporary.resolve("outside"));
    Files.createDirectory(root.resolve("inner"));
    var file = Files.writeString(root.resolve("inner/a.txt"), "a");
    Files.createSymbolicLink(root.resolve(MovedFiles.FOLDER), outside);
    var seen = only();

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> MovedFiles.move(root, seen));
    assertThat(file).exists();
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void movesWhatNoTextNames() throws IOException {
    for (int i = 0; i < 3; i++) {
      named("M\u00fcller (1).txt", ISO_8859_1);
      MovedFiles.move(root, only());
    }
    assertThat(found()).isEmpty();
    try (var moved = Files.list(root.resolve(MovedFiles.FOLDER))) {
      assertThat(moved.map(file -> file.toUri().getRawPath().replaceFirst(".*/", "")))
          .containsExactlyInAnyOrder(
              "M%FCller%20(1).txt", "M%FCller%20(1).txt%20(2)", "M%FCller%20(1).txt%20(3)");
    }
  }

  // --- help ---------------------------------------------------------------------------------

  private void named(String name, Charset charset) throws IOException {
    var raw = URLEncoder.encode(name, charset).replace("+", "%20");
    Files.writeString(Path.of(URI.create(root.toUri() + raw)), name + charset);
  }

  private List<String> found() throws IOException {
    return FolderScan.of(root, true, OwnPlaces.of(List.of())).found().stream()
        .map(Found::path)
        .toList();
  }

  private Found only() throws IOException {
    return FolderScan.of(root, true, OwnPlaces.of(List.of())).found().getFirst();
  }
}
