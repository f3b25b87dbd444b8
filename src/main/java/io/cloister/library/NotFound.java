package io.cloister.library;

/** There is no such thing, or not for this actor: the two are never told apart. */
public class NotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param kind what was looked for, as {@code Document}
   */
  public NotFound(String kind, Object id) {
    super("%s %s was not found".formatted(kind, id));
  }
}
