package io.cloister.ingest.read.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPicturesTests {

  private final KnownPictures known = new KnownPictures();

  @TempDir Path folder;

  @Test
  void knowsAPictureByItsBytesWhateverItsName() throws IOException {
    known.keep(KnownPictures.key(file("one", "logo"), "eng"), "Boilers and Sons");

    assertThat(known.words(KnownPictures.key(file("two", "logo"), "eng")))
        .isEqualTo("Boilers and Sons");
    assertThat(known.words(KnownPictures.key(file("three", "another"), "eng"))).isNull();
  }

  @Test
  void readsAnewInOtherLanguages() throws IOException {
    known.keep(KnownPictures.key(file("one", "logo"), "eng"), "Boilers and Sons");

    assertThat(known.words(KnownPictures.key(file("one", "logo"), "deu+eng"))).isNull();
  }

  @Test
  void alsoKnowsAPictureWithoutWords() throws IOException {
    var key = KnownPictures.key(file("one", "flower"), "eng");
    known.keep(key, "");

    assertThat(known.words(key)).isEmpty();
  }

  @Test
  void forgetsWhatWasNotSeenForLong() throws IOException {
    var often = KnownPictures.key(file("often", "often"), "eng");
    known.keep(often, "often");
    for (int i = 0; i < 1_500; i++) {
      known.keep("eng " + i, "word");
      assertThat(known.words(often)).isEqualTo("often");
    }

    assertThat(known.words("eng 0")).isNull();
    assertThat(known.words("eng 1499")).isEqualTo("word");
  }

  @Test
  void keepsNoWholePages() {
    known.keep("eng long", "word ".repeat(1_000));

    assertThat(known.words("eng long")).isNull();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
