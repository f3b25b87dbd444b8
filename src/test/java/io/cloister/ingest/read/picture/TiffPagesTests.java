package io.cloister.ingest.read.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.library.ReadingFailure.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that are written here, of two tags each: the width and the height. */
class TiffPagesTests {

  private static final int SHORT = 3;
  private static final int LONG = 4;

  @TempDir Path folder;

  @Test
  void followsThePagesToTheLast() throws IOException {
    var tiff = little(100);
    page(tiff, 8, SHORT, 640, 40);
    page(tiff, 40, LONG, 70_000, 0);

    assertThat(pages(tiff))
        .containsExactly(new PictureSize(640, 640), new PictureSize(70_000, 70_000));
  }

  @Test
  void followsThoseOfLargeFiles() throws IOException {
    var tiff = ByteBuffer.allocate(100).putShort((short) 0x4D4D).putShort((short) 43);
    tiff.putShort((short) 8).putShort((short) 0).putLong(16).putLong(1);
    tiff.putShort((short) 256).putShort((short) 16).putLong(1).putLong(1L << 40).putLong(0);

    assertThat(pages(tiff)).containsExactly(new PictureSize(1L << 40, 0));
  }

  @Test
  void refusesPagesThatLeadBack() throws IOException {
    var tiff = little(100);
    page(tiff, 8, SHORT, 640, 40);
    page(tiff, 40, SHORT, 640, 40);

    assertThatExceptionOfType(NotReadable.class)
        .isThrownBy(() -> pages(tiff))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(Code.CORRUPT))
        .withMessageContaining("after page 2");
  }

  @Test
  void refusesMorePagesThanAreEverScanned() throws IOException {
    int each = 30;
    int most = 10_000;
    var tiff = little(8 + each * (most + 1));
    for (int page = 0; page < most; page++) {
      page(tiff, 8 + each * page, SHORT, 640, page + 1 == most ? 0 : 8 + each * (page + 1));
    }
    assertThat(pages(tiff)).hasSize(most);

    page(tiff, 8 + each * (most - 1), SHORT, 640, 8 + each * most);
    page(tiff, 8 + each * most, SHORT, 640, 0);
    assertThatExceptionOfType(NotReadable.class)
        .isThrownBy(() -> pages(tiff))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(Code.TOO_LARGE));
  }

  @Test
  void keepsThePagesBeforeTheFileBreaksOff() throws IOException {
    var tiff = little(50);
    page(tiff, 8, SHORT, 640, 40);
    assertThat(pages(tiff)).hasSize(1);

    page(tiff, 8, SHORT, 640, 4_000);
    assertThat(pages(tiff)).hasSize(1);
  }

  @Test
  void takesASizeThatIsNotToldPlainlyForTooLarge() throws IOException {
    var tiff = little(50);
    int signed = 9;
    page(tiff, 8, signed, 640, 0);

    var size = pages(tiff).getFirst();
    assertThat(Pictures.areTooMany(size.width(), size.height())).isTrue();
  }

  @Test
  void knowsWhatIsNoTiff() throws IOException {
    assertThat(pages(ByteBuffer.wrap("MM is no picture at all".getBytes()))).isEmpty();
    assertThat(pages(ByteBuffer.wrap(new byte[] {'I', 'I', 42}))).isEmpty();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0x4949)
        .putShort((short) 42)
        .putInt(8);
  }

  /**
   * @param next where the next begins; 0 for none
   */
  private static void page(ByteBuffer tiff, int at, int type, int pixels, int next) {
    tiff.position(at).putShort((short) 2);
    for (short tag : new short[] {256, 257}) {
      if (tiff.remaining() >= 12) {
        tiff.putShort(tag).putShort((short) type).putInt(1).putInt(pixels);
      }
    }
    if (tiff.remaining() >= 4) {
      tiff.putInt(next);
    }
  }

  private List<PictureSize> pages(ByteBuffer tiff) throws IOException {
    return TiffPages.of(Files.write(folder.resolve("fax.tif"), tiff.array()));
  }
}
