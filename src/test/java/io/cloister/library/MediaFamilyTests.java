package io.cloister.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaFamilyTests {

  @ParameterizedTest
  @CsvSource({
    "application/pdf, PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document, WORD",
    "application/msword, WORD",
    "application/vnd.oasis.opendocument.spreadsheet, SHEET",
    "text/csv; charset=UTF-8, SHEET",
    "application/vnd.ms-powerpoint, SLIDES",
    "message/rfc822, MAIL",
    "text/html, WEB",
    "text/x-web-markdown, TEXT",
    "image/png, IMAGE",
    "application/zip, ARCHIVE",
    "application/octet-stream, OTHER",
    "nonsense, OTHER"
  })
  void tellsTheFamilyByTheType(String mediaType, MediaFamily family) {
    assertThat(MediaFamily.of(mediaType)).isEqualTo(family);
  }
}
