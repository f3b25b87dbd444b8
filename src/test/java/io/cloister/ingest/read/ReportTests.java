package io.cloister.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Frames;
import io.cloister.library.ReadingFailure.Code;
import io.cloister.library.text.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the server believes of what a reading process says. */
class ReportTests {

  @Test
  void tellsWhatAnHonestReaderTells() throws IOException {
    var read =
        (Extraction.Read)
            report(out -> {
              out.writeByte(Frames.PAGE);
              text(out, "Title\nwords");
              out.writeByte(Frames.HEADING);
              out.writeInt(0);
              out.writeInt(5);
              out.writeByte(Frames.METADATA);
              out.writeUTF("author");
              out.writeUTF("Ann\u0000");
              out.writeByte(Frames.END);
              out.writeUTF("text/plain");
            });

    assertThat(read.text().text()).isEqualTo("Title\nwords");
    assertThat(read.headings()).containsExactly(new Extraction.Heading(0, 5));
    assertThat(read.metadata()).containsEntry("author", "Ann ");
    assertThat(read.pages()).isEqualTo(1);
  }

  @Test
  void putsPartsBeforeTheirOwn() throws IOException {
    var read =
        (Extraction.Read)
            report(out -> {
              part(out, "first", 1);
              part(out, "within both", 3);
              part(out, "within", 2);
              part(out, "beside it", 2);
              part(out, "whole", 1);
              part(out, "last", 1);
              out.writeByte(Frames.END);
              out.writeUTF("application/zip");
            });

    assertThat(read.parts())
        .extracting(Part::name)
        .containsExactly("first", "whole", "within", "within both", "beside it", "last");
  }

  private static void part(DataOutputStream out, String name, int depth) throws IOException {
    out.writeByte(Frames.PART);
    out.writeUTF(name);
    out.writeUTF("text/plain");
    out.writeInt(depth);
    out.writeInt(0);
    out.writeInt(0);
  }

  @Test
  void tellsWhyAFileCannotBeRead() throws IOException {
    var unreadable =
        (Extraction.Unreadable)
            report(out -> {
              out.writeByte(Frames.UNREADABLE);
              out.writeUTF("encrypted");
              out.writeUTF("it asks for a password");
            });

    assertThat(unreadable.failure().code()).isEqualTo(Code.ENCRYPTED);
  }

  @Test
  void believesNothingThatNoReaderSays() {
    assertDisbelieved(out -> out.writeByte('?'));
    assertDisbelieved(out -> text(out, "x".repeat(101)));
    assertDisbelieved(out -> {
      out.writeByte(Frames.HEADING);
      out.writeInt(0);
      out.writeInt(1);
    });
    assertDisbelieved(out -> {
      for (int i = 0; i <= 100_000; i++) {
        out.writeByte(Frames.PAGE);
      }
    });
    assertDisbelieved(out -> {
      for (int i = 0; i <= 100; i++) {
        out.writeByte(Frames.METADATA);
        out.writeUTF("name " + i);
        out.writeUTF("value");
      }
    });
    assertDisbelieved(out -> {
      out.writeByte(Frames.UNREADABLE);
      out.writeUTF("because");
      out.writeUTF("it is so");
    });
    assertDisbelieved(out -> {
      out.writeByte(Frames.END);
      out.writeUTF("text/html\r\nSet-Cookie: a=b");
    });
  }

  private interface Frame {

    void write(DataOutputStream out) throws IOException;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    out.writeByte(Frames.TEXT);
    out.writeInt(text.length());
    out.writeChars(text);
  }

  private static Extraction report(Frame frames) throws IOException {
    var bytes = new ByteArrayOutputStream();
    frames.write(new DataOutputStream(bytes));
    bytes.write(Frames.END); // an honest end, should it be reached
    new DataOutputStream(bytes).writeUTF("text/plain");
    var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    return Report.of(in, 100, () -> {}, (_, _) -> {});
  }

  private static void assertDisbelieved(Frame frames) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> report(frames));
  }
}
