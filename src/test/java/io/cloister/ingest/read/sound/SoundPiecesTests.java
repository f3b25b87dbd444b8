package io.cloister.ingest.read.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloister.ingest.Waves;
import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.SoundPiece;
import io.cloister.library.ReadingFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sounds cut without ffmpeg; what is no sound is cut by nothing. */
class SoundPiecesTests {

  private static final int HEAD = 44;

  @TempDir Path folder;
  private Path into;

  @BeforeEach
  void empty() throws IOException {
    into = Files.createDirectory(folder.resolve("pieces"));
  }

  @Test
  void aWaveIsCutIntoWavesThatTogetherAreTheWhole() throws IOException {
    var whole = Waves.of(10, 1_000);
    var file = Files.write(folder.resolve("a.wav"), whole);

    var pieces = Wave.cut(file, into, 6_001, () -> {});

    assertThat(pieces)
        .containsExactly(
            new SoundPiece("piece00000.wav", "audio/wav", 0, 3_000),
            new SoundPiece("piece00001.wav", "audio/wav", 3_000, 6_000),
            new SoundPiece("piece00002.wav", "audio/wav", 6_000, 9_000),
            new SoundPiece("piece00003.wav", "audio/wav", 9_000, 10_000));
    var joined = new ByteArrayOutputStream();
    for (var piece : pieces) {
      var bytes = Files.readAllBytes(into.resolve(piece.file()));
      assertThat(Wave.cut(into.resolve(piece.file()), again(piece), 1 << 20, () -> {})).hasSize(1);
      joined.write(bytes, HEAD, bytes.length - HEAD);
    }
    assertThat(joined.toByteArray()).isEqualTo(Arrays.copyOfRange(whole, HEAD, whole.length));
  }

  @Test
  void aWaveThatBreaksOffIsCutAsFarAsItGoes() throws IOException {
    var whole = Waves.of(10, 1_000);
    var file = Files.write(folder.resolve("a.wav"), Arrays.copyOf(whole, HEAD + 5_001));

    assertThat(Wave.cut(file, into, 1 << 20, () -> {}))
        .containsExactly(new SoundPiece("piece00000.wav", "audio/wav", 0, 2_500));
  }

  @Test
  void aWaveThatSaysItLastsForYearsIsNotCut() throws IOException {
    var wave = Waves.of(100, 4_000);
    ByteBuffer.wrap(wave).order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1).putShort(32, (short) 1);
    var file = Files.write(folder.resolve("years.wav"), wave);

    assertThatThrownBy(() -> SoundPieces.cut(file, "audio/vnd.wave", into, () -> {}))
        .isInstanceOf(NotReadable.class)
        .hasMessageContaining("24 hours");
    assertThat(into).isEmptyDirectory();
  }

  @Test
  void whatIsNoWaveIsLeftAlone() throws IOException {
    for (int length : new int[] {0, 3, 12, 20, 30, HEAD - 1}) {
      var file =
          Files.write(folder.resolve(length + ".wav"), Arrays.copyOf(Waves.of(1, 8), length));
      assertThat(Wave.cut(file, into, 1 << 20, () -> {})).as("%d bytes", length).isEmpty();
    }
  }

  @Test
  void aSmallFileOfAKnownKindIsTakenWhole() throws IOException {
    var file = Files.write(folder.resolve("a"), new byte[] {1, 2, 3});

    assertThat(SoundPieces.cut(file, "audio/mpeg", into, () -> {}))
        .containsExactly(new SoundPiece("whole.mp3", "audio/mpeg", 0, 0));
    assertThat(into.resolve("whole.mp3")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void whatCannotBeSentSaysWhatWouldHelp() throws IOException {
    var large = folder.resolve("large");
    try (var out = new RandomAccessFile(large.toFile(), "rw")) {
      out.setLength(SoundPieces.MOST_BYTES + 1);
    }
    var strange = Files.write(folder.resolve("strange"), new byte[] {1});

    refuses(large, "audio/mpeg", "more than 24 MB");
    refuses(strange, "audio/x-strange", "audio/x-strange");
  }

  private void refuses(Path file, String mediaType, String why) {
    assertThatThrownBy(() -> SoundPieces.cut(file, mediaType, into, () -> {}))
        .isInstanceOfSatisfying(
            NotReadable.class,
            e -> assertThat(e.code()).isEqualTo(ReadingFailure.Code.NOT_TRANSCRIBED))
        .hasMessageContainingAll(why, "ffmpeg");
  }

  private Path again(SoundPiece piece) throws IOException {
    return Files.createDirectory(folder.resolve("again-" + piece.file()));
  }
}
