package io.cloister.ingest.read.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that are written here, with nothing behind them. */
class ClaimedSizeTests {

  private static final int LARGE = 60_000;

  @TempDir Path folder;

  @Test
  void isToldByTheBoxesOfJpeg2000() throws IOException {
    var picture = jp2(800, 600, codestream(800, 600, 3));

    assertThat(size(picture)).isEqualTo(new PictureSize(800, 600));
    assertThat(room(picture)).isEqualTo(PictureRoom.PAGE);
    assertThat(room(jp2(LARGE, LARGE, codestream(LARGE, LARGE, 3))))
        .isEqualTo(PictureRoom.TOO_LARGE);
  }

  @Test
  void isTheLargestOfThoseThatJpeg2000Tells() throws IOException {
    assertThat(room(jp2(800, 600, codestream(LARGE, LARGE, 3)))).isEqualTo(PictureRoom.TOO_LARGE);
    assertThat(room(jp2(LARGE, LARGE, codestream(800, 600, 3)))).isEqualTo(PictureRoom.TOO_LARGE);
    assertThat(room(codestream(LARGE, LARGE, 1))).isEqualTo(PictureRoom.TOO_LARGE);
    assertThat(room(codestream(800, 600, 1))).isEqualTo(PictureRoom.PAGE);
  }

  @Test
  void isUnknownWhereJpeg2000IsBroken() throws IOException {
    var leadsBack = jp2(800, 600, codestream(800, 600, 3));
    ByteBuffer.wrap(leadsBack).putInt(12, 4); // a box that ends within its head
    var manyColours = codestream(800, 600, 16_384);
    var noPicture = ByteBuffer.allocate(12).putInt(12).put(ascii("jP  ")).putInt(0).array();

    for (var broken : new byte[][] {leadsBack, manyColours, noPicture}) {
      assertThat(size(broken)).isEqualTo(PictureSize.UNKNOWN);
      assertThat(room(broken)).isEqualTo(PictureRoom.TOO_LARGE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P1 800 600\n",
        "P5\n# made by hand\r1 1\n# again\n800 600\n255\n",
        "P6 800\t600 65535 ",
        "P7\nWIDTH 800\n# WIDTH is told\nHEIGHT 600\nDEPTH 1\nMAXVAL 255\nENDHDR\nWIDTH 9",
        "P7\nHEIGHT 600\nWIDTH 2\nWIDTH 800\nENDHDR\n"
      })
  void isToldByTheHeadOfNetpbm(String head) throws IOException {
    var picture = ascii(head);

    assertThat(size(picture)).isEqualTo(new PictureSize(800, 600));
    assertThat(room(picture)).isEqualTo(PictureRoom.PAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P5\n60000 60000 255\n",
        "P4 99999999999999999999 600\n",
        "P7\nWIDTH 60000\nHEIGHT 60000\nENDHDR\n",
        "P7\nWIDTH 99999999999999999999\nHEIGHT 30\nENDHDR\n",
        "P7\nENDHDR\n",
        "P2 none at all",
        "P3"
      })
  void isTooLargeOrUnknownInNetpbm(String head) throws IOException {
    assertThat(room(ascii(head))).isEqualTo(PictureRoom.TOO_LARGE);
  }

  @Test
  void isThatOfTheScreenOfAGif() throws IOException {
    var gif = ByteBuffer.allocate(13).put(ascii("GIF89a")).put(new byte[] {96, -22, 96, -22});

    assertThat(size(gif.array())).isEqualTo(new PictureSize(LARGE, LARGE));
  }

  @Test
  void isNoneOfWhatIsNoPicture() throws IOException {
    var list = ascii("/var/lib/other.png\n\0\1");

    assertThat(size(list)).isNull();
    assertThat(room(list)).isEqualTo(PictureRoom.TOO_LARGE);
  }

  private static byte[] jp2(int width, int height, byte[] codestream) {
    return ByteBuffer.allocate(62 + codestream.length)
        .putInt(12)
        .put(ascii("jP  \r\n\u0087\n"))
        .putInt(12)
        .put(ascii("ftypjp2 "))
        .putInt(30) // with what it holds
        .put(ascii("jp2h"))
        .putInt(22)
        .put(ascii("ihdr"))
        .putInt(height)
        .putInt(width)
        .put(new byte[] {0, 3, 7, 7, 0, 0})
        .putInt(0) // to the end
        .put(ascii("jp2c"))
        .put(codestream)
        .array();
  }

  private static byte[] codestream(int width, int height, int colours) {
    return ByteBuffer.allocate(42)
        .putInt(0xFF4FFF51)
        .putShort((short) (38 + 3 * colours))
        .putShort((short) 0)
        .putInt(width)
        .putInt(height)
        .position(40)
        .putShort((short) colours)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private PictureSize size(byte[] picture) throws IOException {
    return ClaimedSize.of(file(picture));
  }

  private PictureRoom room(byte[] picture) throws IOException {
    return PictureRoom.of(file(picture)).getFirst();
  }

  private Path file(byte[] picture) throws IOException {
    return Files.write(folder.resolve("picture"), picture);
  }
}
