package io.cloister.models.wire;

import java.time.Duration;

/**
 * How long a model is waited for.
 *
 * @param firstToken until the first piece of a streamed reply
 * @param idle between two pieces
 * @param total for all of it
 */
public record Patience(Duration firstToken, Duration idle, Duration total) {

  /** The same, but at most {@code rest} in total. */
  public Patience within(Duration rest) {
    return new Patience(firstToken, idle, rest.compareTo(total) < 0 ? rest : total);
  }
}
