package io.cloister.ingest.read.wire;

import io.cloister.library.ReadingFailure;

/**
 * A file cannot be read, for a reason that is known. An error, for parsers catch every exception of
 * a part and go on with the next.
 */
public final class NotReadable extends Error {

  private static final long serialVersionUID = 1L;

  private final ReadingFailure.Code code;

  public NotReadable(ReadingFailure.Code code, String detail) {
    super(detail);
    this.code = code;
  }

  public ReadingFailure.Code code() {
    return code;
  }
}
