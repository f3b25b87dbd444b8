package io.cloister.ingest.read.picture;

/**
 * The pictures of a file take longer than this reading may. An error, for parsers catch every
 * exception of a part and go on with the next.
 */
public final class TooManyPictures extends Error {

  private static final long serialVersionUID = 1L;

  TooManyPictures() {
    super("its pictures take longer to read");
  }
}
