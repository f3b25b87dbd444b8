package io.cloister.ingest.read.wire;

/** Hears how far the reading of a file is. */
@FunctionalInterface
public interface PagesRead {

  /**
   * @param of as many as the file says it has, or more once there are more
   */
  void are(int pages, int of);
}
