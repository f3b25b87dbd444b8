package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationFoldersTests {

  @TempDir Path index;

  @Test
  void removesTheFilesOfThoseThatWereDropped() throws IOException {
    var folders = new GenerationFolders(index);
    var first = file(folders.of(1));
    var second = file(folders.of(2));
    var third = file(folders.of(3));
    assertThat(folders.highest()).isEqualTo(3);

    folders.removeAllBut(Set.of(1, 3));

    assertThat(first).exists();
    assertThat(second.getParent()).doesNotExist();
    assertThat(third).exists();
  }

  @Test
  void removesTheFilesOfTheFirstAlone() throws IOException {
    var folders = new GenerationFolders(index);
    var first = file(folders.of(1));
    var second = file(folders.of(2));

    folders.removeAllBut(Set.of(2));

    assertThat(first).doesNotExist();
    assertThat(second).exists();
  }

  @Test
  void leavesWhatIsNoneOfIts() throws IOException {
    var others = file(index.resolve("generation-of-somebody"));
    var folders = new GenerationFolders(index);

    folders.removeAllBut(Set.of(1));

    assertThat(others).exists();
    assertThat(folders.highest()).isZero();
  }

  @Test
  void beginsWithoutAFolder() throws IOException {
    var folders = new GenerationFolders(index.resolve("new"));

    folders.removeAllBut(Set.of(1));

    assertThat(folders.highest()).isZero();
  }

  private static Path file(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("segments_1"), "words");
  }
}
