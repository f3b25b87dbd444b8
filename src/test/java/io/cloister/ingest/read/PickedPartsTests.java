package io.cloister.ingest.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.wire.PartReport;
import io.cloister.ingest.read.wire.PartStep;
import io.cloister.library.text.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
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

  private Path picked(byte[] mail) throws IOException {
    var into = folder.resolve("part");
    var order =
        new PartOrder("shown.eml", null, List.of(new PartStep(0, "last.txt")), Long.MAX_VALUE);
    assertThat(READERS.readers().pick(new ByteArrayInputStream(mail), order, into))
        .isEqualTo(new PartReport.Picked());
    return into;
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
