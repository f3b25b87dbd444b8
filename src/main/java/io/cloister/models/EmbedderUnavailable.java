package io.cloister.models;

/** The embedding model cannot be run here; what needs no meaning goes on without it. */
public class EmbedderUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EmbedderUnavailable(String detail, Throwable cause) {
    super(detail, cause);
  }
}
