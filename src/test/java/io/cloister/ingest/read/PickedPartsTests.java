package io.cloister.ingest.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.wire.PartReport;
import io.cloister.ingest.read.wire.PartStep;
import io.cloister.library.ReadingFailure.Code;
import io.cloister.library.text.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way to a part, in a real process. */
class PickedPartsTests {

  @RegisterExtension static final RealReaders READERS = RealReaders.tight();

  @TempDir Path folder;

  @Test
  void whatIsBrokenBeforeAPartIsNoDepth() throws IOException {
    var broken = "%PDF-1.7 and nothing".getBytes(UTF_8);
    var mail = mail(Collections.nCopies(8, new Shown("application/pdf", broken)));

    assertThat(READERS.read("shown.eml", mail).parts())
        .extracting(Part::name)
        .containsExactly("last.txt");
    assertThat(picked(mail)).hasContent("The last.");
  }

  @Test
  void copiesOfWhatAPartIsInCountTogether() throws IOException {
    var noise = new byte[300_000]; // which no archive makes smaller
    new Random(1).nextBytes(noise);
    var outer =
        MadeFiles.zip("middle.zip", MadeFiles.zip("inner.zip", MadeFiles.zip("noise.bin", noise)));
    var way =
        List.of(
            new PartStep(0, "middle.zip"),
            new PartStep(0, "inner.zip"),
            new PartStep(0, "noise.bin"));

    assertThat(picked("outer.zip", outer, way, 1_000_000)).isEqualTo(new PartReport.Picked());
    assertThat(folder.resolve("part")).hasBinaryContent(noise);
    Files.delete(folder.resolve("part"));
    assertThat(picked("outer.zip", outer, way, 700_000))
        .isInstanceOfSatisfying(
            PartReport.Unpicked.class,
            refused -> assertThat(refused.failure().code()).isEqualTo(Code.TOO_LARGE));
    assertThat(picked("inner.zip", MadeFiles.zip("noise.bin", noise), way.subList(2, 3), 700_000))
        .isEqualTo(new PartReport.Picked());
  }

  private Path picked(byte[] mail) throws IOException {
    assertThat(picked("shown.eml", mail, List.of(new PartStep(0, "last.txt")), Long.MAX_VALUE))
        .isEqualTo(new PartReport.Picked());
    return folder.resolve("part");
  }

  private PartReport picked(String name, byte[] whole, List<PartStep> way, long most)
      throws IOException {
    return READERS
        .readers()
        .pick(
            new ByteArrayInputStream(whole),
            new PartOrder(name, null, way, most),
            folder.resolve("part"));
  }

  private record Shown(String type, byte[] bytes) {}

  /** Shows what a text file is sent with. */
  private static byte[] mail(List<Shown> shown) {
    var lines = new ArrayList<String>();
    lines.add("From: ada@example.org");
    lines.add("Subject: Shown");
    lines.add("MIME-Version: 1.0");
    lines.add("Content-Type: multipart/mixed; boundary=edge");
    lines.add("");
    for (var one : shown) {
      lines.add("--edge");
      lines.add("Content-Type: " + one.type());
      lines.add("Content-Disposition: inline");
      lines.add("Content-Transfer-Encoding: base64");
      lines.add("");
      lines.add(new String(Base64.getMimeEncoder().encode(one.bytes()), ISO_8859_1));
    }
    lines.add("--edge");
    lines.add("Content-Type: text/plain");
    lines.add("Content-Disposition: attachment; filename=last.txt");
    lines.add("");
    lines.add("The last.");
    lines.add("--edge--");
    return String.join("\r\n", lines).getBytes(UTF_8);
  }
}
