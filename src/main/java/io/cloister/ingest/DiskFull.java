package io.cloister.ingest;

/** The disk is so full that nothing more is taken; what is there can be read and searched. */
public class DiskFull extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DiskFull() {
    super("The server's disk is almost full");
  }
}
