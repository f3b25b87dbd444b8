package io.cloister.models.prompt;

/** A text that cannot be a prompt, and the line where that shows. */
public final class PromptRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  PromptRefused(int line, String why) {
    super(why, null, false, false);
    this.line = line;
  }

  /** From 1. */
  public int line() {
    return line;
  }
}
