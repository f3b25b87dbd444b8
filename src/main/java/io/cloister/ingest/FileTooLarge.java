package io.cloister.ingest;

import org.springframework.util.unit.DataSize;

/** A file has more bytes than are taken. */
public class FileTooLarge extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public FileTooLarge(DataSize most) {
    super("The file is larger than %d MB".formatted(most.toMegabytes()));
  }
}
