package io.cloister.sources.place;

import io.cloister.egress.Trust;
import org.jspecify.annotations.Nullable;

/**
 * What is known from the look before.
 *
 * @param leftOff what it told; null if there was none, or it did not take all
 * @param someAreToBeTriedAgain whether not all that it found could be taken
 * @param secret what opens the place; null if nothing was entered
 * @param trust whom the place must be believed by, over TLS
 * @param goingOn throws {@link PlaceFailed} once the look is to end, however much there still is:
 *     to be run at each step of a listing
 */
public record Before(
    @Nullable String leftOff,
    boolean someAreToBeTriedAgain,
    @Nullable String secret,
    Trust trust,
    Runnable goingOn) {

  /** Without the secret: records print what they hold. */
  @Override
  public String toString() {
    return "Before[" + leftOff + "]";
  }
}
