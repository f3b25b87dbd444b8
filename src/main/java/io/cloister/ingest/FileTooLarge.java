package io.cloister.ingest;

import org.springframework.util.unit.DataSize;

/** A file has more bytes than are taken. */
public class FileTooLarge extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String hint;

  public FileTooLarge(DataSize most) {
    this(
        "The file is larger than %d MB".formatted(most.toMegabytes()),
        "Split the file, or have the limit cloister.ingest.largest-file raised.");
  }

  private FileTooLarge(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** More was sent than was announced. */
  public static FileTooLarge thanAnnounced(long bytes) {
    return new FileTooLarge(
        "The file has more than the %d bytes that were announced".formatted(bytes),
        "Cancel the upload, and announce the file with the bytes that it has.");
  }

  /** What to do next. */
  public String hint() {
    return hint;
  }
}
