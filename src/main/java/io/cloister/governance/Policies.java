package io.cloister.governance;

import org.springframework.stereotype.Component;

/** The rules of the house. */
@Component
public class Policies {

  /**
   * Whether text of {@code label} may be sent to a model at {@code boundary}: public text anywhere,
   * internal text inside or private, anything stricter inside only.
   */
  public Decision maySend(Label label, Boundary boundary) {
    var furthest =
        switch (label) {
          case PUBLIC -> Boundary.PUBLIC;
          case INTERNAL -> Boundary.PRIVATE;
          case CONFIDENTIAL, SECRET -> Boundary.INSIDE;
        };
    return boundary.compareTo(furthest) <= 0
        ? new Decision.Allowed()
        : new Decision.Denied(
            "%s text may go no further than '%s'; the model is '%s'"
                .formatted(label.word(), furthest.word(), boundary.word()));
  }
}
