package io.cloister.models.wire;

import java.util.Locale;
import java.util.Optional;

/**
 * How one model wants to be asked; learned from what it refuses.
 *
 * @param shape the strictest way to ask for a shape that it honours
 * @param completionTokens whether the limit is called {@code max_completion_tokens}
 * @param steady whether it accepts a temperature of 0
 * @param countsStream whether it may be asked for the tokens of a streamed reply
 * @param timed whether it may be asked when each piece of a sound was said
 */
public record Manner(
    Shape shape, boolean completionTokens, boolean steady, boolean countsStream, boolean timed) {

  /** Ways to ask for a reply of a certain shape, the strictest first. */
  public enum Shape {
    SCHEMA,
    JSON,
    WORDS
  }

  public static final Manner USUAL = new Manner(Shape.SCHEMA, false, true, true, true);

  public Manner with(Shape other) {
    return new Manner(other, completionTokens, steady, countsStream, timed);
  }

  /**
   * How to ask again after {@code failure}, if it was about the manner and not about what was said.
   */
  Optional<Manner> after(Failure failure, boolean shaped) {
    if (failure.cause() != Failure.Cause.BAD_REQUEST
        && failure.cause() != Failure.Cause.SERVER_ERROR) {
      return Optional.empty();
    }
    var said = failure.said().toLowerCase(Locale.ROOT);
    if (!completionTokens && said.contains("max_completion_tokens")) {
      return Optional.of(new Manner(shape, true, steady, countsStream, timed));
    }
    if (steady && said.contains("temperature")) {
      return Optional.of(new Manner(shape, completionTokens, false, countsStream, timed));
    }
    if (countsStream && said.contains("stream_options")) {
      return Optional.of(new Manner(shape, completionTokens, steady, false, timed));
    }
    // servers word this in many ways; whatever else it was, asking for less of a shape is harmless
    if (shaped
        && shape != Shape.WORDS
        && (failure.cause() == Failure.Cause.BAD_REQUEST || said.contains("response_format"))) {
      return Optional.of(with(shape == Shape.SCHEMA ? Shape.JSON : Shape.WORDS));
    }
    return Optional.empty();
  }

  /** The same for a sound: a model that refused it may only refuse to tell the times. */
  Optional<Manner> afterSound(Failure failure) {
    return timed && failure.cause() == Failure.Cause.BAD_REQUEST
        ? Optional.of(new Manner(shape, completionTokens, steady, countsStream, false))
        : Optional.empty();
  }
}
