package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.text.Part;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartFileNameTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          Budget.numbers,      application/vnd.apple.numbers, Budget.numbers
          notes.markdown,      text/x-web-markdown,           notes.markdown
          text/plain,          text/plain,                    plain.txt
          Minutes of Dr. Gray, application/pdf,               Minutes of Dr. Gray.pdf
          Offer 3.5,           message/rfc822,                Offer 3.5.eml
          Offer.EML,           message/rfc822,                Offer.EML
          dir/ .bashrc,        text/plain,                    bashrc.txt
          "a\\.  ..rc",    text/plain,                    rc.txt
          ../..,               application/x-none,            unnamed
          """)
  void isSavedUnderItsNameWithOneEnding(String name, String mediaType, String saved) {
    assertThat(PartFileName.of(new Part(name, mediaType, 1, 0, 0))).isEqualTo(saved);
  }

  @Test
  void keepsNoTypeThatAFileMadeUp() throws MimeTypeException {
    var type = "application/x-made-up-by-a-file";

    assertThat(PartFileName.of(new Part("made", type, 1, 0, 0))).isEqualTo("made");
    assertThat(MimeTypes.getDefaultMimeTypes().getRegisteredMimeType(type)).isNull();
  }
}
