package io.cloister.library.text;

import java.time.Duration;
import org.springframework.util.Assert;

/**
 * A stretch of a text that was said in a recording.
 *
 * @param start offset of its first UTF-16 code unit in the version's text
 * @param end offset after its last
 * @param from when it begins, from the beginning of the recording
 * @param to when it ends
 */
public record Said(int start, int end, Duration from, Duration to) {

  public Said {
    Assert.isTrue(start >= 0 && start < end, () -> "no stretch: " + start + " to " + end);
    Assert.isTrue(
        !from.isNegative() && from.compareTo(to) <= 0, () -> "no time: " + from + " to " + to);
  }
}
