package io.cloister.ingest.read.picture;

/** In pixels; more than there can be where it is not told plainly. */
public record PictureSize(long width, long height) {

  /** No picture is as large. */
  static final PictureSize UNKNOWN = new PictureSize(Long.MAX_VALUE, Long.MAX_VALUE);

  PictureSize orMore(PictureSize other) {
    return new PictureSize(Math.max(width, other.width), Math.max(height, other.height));
  }
}
