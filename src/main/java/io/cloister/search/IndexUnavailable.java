package io.cloister.search;

/** The index cannot be read or written now; worth trying again. */
public class IndexUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public IndexUnavailable(String attempted, Throwable cause) {
    super(
        "%s failed (%s); is there space on the disk and is its folder writable?"
            .formatted(attempted, cause.getMessage()),
        cause);
  }
}
