package io.cloister.ingest.transfer;

import io.cloister.library.Conflict;

/** A part does not begin where the last one ended. */
public class OffsetDiffers extends Conflict {

  private static final long serialVersionUID = 1L;

  OffsetDiffers(TransferId id, long sent, long received) {
    super(
        "offset-differs",
        "The part of upload %s begins at %d, but %d bytes are here".formatted(id, sent, received),
        "Ask for the upload again and go on at its offset.");
  }
}
