package io.cloister.identity;

/** The actor may see the thing but not do this with it. What they may not see is not found. */
public class NotAllowed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param action what was attempted, as "approve the draft"
   * @param reason why not, as "needs the role editor"
   */
  public NotAllowed(String action, String reason) {
    super("Not allowed to " + action + ": " + reason);
  }
}
