package io.cloister.models.relay;

/** A request asks for something that the model's endpoint has no words for. */
public final class Untranslatable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what as the client named it
   */
  Untranslatable(String what) {
    super("%s cannot be passed on to this model; its endpoint has no such thing".formatted(what));
  }
}
