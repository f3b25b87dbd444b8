package io.cloister.search.lucene;

/** The index cannot be read or written now; worth trying again. */
class IndexUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IndexUnavailable(String attempted, Throwable cause) {
    super(
        "%s failed (%s); is there space on the disk and is its folder writable?"
            .formatted(attempted, cause.getMessage()),
        cause);
  }
}
