package io.cloister.ingest.read;

import static io.cloister.ingest.read.MadeFiles.pdf;
import static io.cloister.ingest.read.MadeFiles.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.Tiffs;
import io.cloister.library.ReadingFailure.Code;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that cannot be read, and real traps. */
class RefusedFilesTests {

  @RegisterExtension static final RealReaders READERS = RealReaders.tight();

  @Test
  void asksForThePasswordOfAnEncryptedFile() throws IOException {
    var pdf = pdf("open sesame", "Hidden");

    assertThat(READERS.failure("locked.pdf", pdf)).isEqualTo(Code.ENCRYPTED);
    assertThat(READERS.failure("locked.pdf", pdf, "wrong")).isEqualTo(Code.ENCRYPTED);
    assertThat(READERS.read("locked.pdf", pdf, "open sesame").text().text()).contains("Hidden");
  }

  @Test
  void saysThatATornFileIsCorrupt() throws IOException {
    var pdf = pdf(null, "A page");
    var torn = Arrays.copyOf(pdf, 40);

    assertThat(READERS.failure("torn.pdf", torn)).isEqualTo(Code.CORRUPT);
  }

  @Test
  void saysThatAnEmptyFileIsEmpty() throws IOException {
    assertThat(READERS.failure("nothing.docx", new byte[0])).isEqualTo(Code.EMPTY);
  }

  @Test
  void saysThatAPageWithoutTextHasNone() throws IOException {
    assertThat(READERS.failure("blank.pdf", pdf(null, ""))).isEqualTo(Code.NO_TEXT);
  }

  @Test
  void refusesAZipBomb() throws IOException {
    assertThat(READERS.failure("bomb.zip", zip(List.of(new byte[80_000_000]))))
        .isIn(Code.BOMB, Code.TOO_LARGE);
  }

  @Test
  void refusesATiffWhosePagesNeverEnd() throws IOException {
    var page = new BufferedImage(30, 30, BufferedImage.TYPE_BYTE_GRAY);
    var endless = Tiffs.endless(Tiffs.of(List.of(page, page)));

    assertThat(READERS.failure("fax.tif", endless)).isEqualTo(Code.CORRUPT);
    var mixed = READERS.read("scans.zip", zip(List.of(endless, "A letter".getBytes(UTF_8))));
    assertThat(mixed.text().text()).contains("A letter");
    assertThat(mixed.metadata()).containsEntry("parts", "1 read, 1 not");
  }

  @Test
  void refusesTooManyParts() throws IOException {
    var part = "part".getBytes(UTF_8);

    assertThat(READERS.failure("many.zip", zip(Collections.nCopies(50, part))))
        .isEqualTo(Code.BOMB);
  }

  @Test
  void refusesPartsTooDeepInOneAnother() throws IOException {
    var inner = "core".getBytes(UTF_8);
    for (int i = 0; i < 12; i++) {
      inner = zip(List.of(inner));
    }

    assertThat(READERS.failure("deep.zip", inner)).isEqualTo(Code.BOMB);
  }

  @Test
  void refusesTooMuchText() throws IOException {
    var long_ = "many words ".repeat(30_000).getBytes(UTF_8);

    assertThat(READERS.failure("long.txt", long_)).isEqualTo(Code.TOO_LARGE);
  }
}
