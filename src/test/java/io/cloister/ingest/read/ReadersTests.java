package io.cloister.ingest.read;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.Ocr;
import io.cloister.library.ReadingFailure.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of real processes that read. */
class ReadersTests {

  @RegisterExtension static final RealReaders READERS = RealReaders.tight();

  // a fresh process must not be taken for one that hangs
  @RegisterExtension
  static final RealReaders HURRIED =
      new RealReaders(new Limits(PATIENCE, Duration.ofSeconds(15), 96, 200_000, 5, 20));

  @Test
  void endsAReaderThatHangsAndReadsTheNextFile() throws IOException {
    var hang = mock("<hang millis=\"600000\" heavy=\"false\" pulse_millis=\"100\"/>");

    assertThat(HURRIED.lost("hang.mock", hang)).isEqualTo(Code.TIMED_OUT);
    assertThat(HURRIED.read("next.txt", "still here").text().text()).isEqualTo("still here");
  }

  @Test
  void outlivesAReaderWithoutMemory() throws IOException {
    assertThat(READERS.lost("oom.mock", mock("<oom/>"))).isEqualTo(Code.OUT_OF_MEMORY);
    assertThat(READERS.read("next.txt", "still here").text().text()).isEqualTo("still here");
  }

  @Test
  void outlivesAReaderThatExits() throws IOException {
    assertThat(READERS.lost("exit.mock", mock("<system_exit/>"))).isEqualTo(Code.INTERNAL);
    assertThat(READERS.read("next.txt", "still here").text().text()).isEqualTo("still here");
  }

  @Test
  void isNotConfusedByWhatAParserPrints() throws IOException {
    var loud = mock("<print_out>noise</print_out><write element=\"p\">quiet words</write>");

    assertThat(READERS.read("loud.mock", loud).text().text()).contains("quiet words");
  }

  @Test
  void givesUpWhenAsked() throws IOException {
    var extraction =
        READERS
            .readers()
            .read(
                new ByteArrayInputStream(mock("<hang millis=\"600000\" heavy=\"false\"/>")),
                new Order("hang.mock", null, Ocr.OFF, false),
                () -> true,
                (_, _) -> {});

    assertThat(extraction).isInstanceOf(Extraction.GivenUp.class);
  }

  @Test
  void leavesNothingInItsFolder() throws IOException {
    READERS.read("note.txt", "words");

    try (var files = Files.walk(READERS.scratch())) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(file -> file.endsWith(".pdfbox.cache"));
    }
  }

  private static byte[] mock(String actions) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><mock>" + actions + "</mock>")
        .getBytes(StandardCharsets.UTF_8);
  }
}
