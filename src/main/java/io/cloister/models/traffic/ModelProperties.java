package io.cloister.models.traffic;

import io.cloister.models.wire.Patience;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long models are waited for and what happens when they fail.
 *
 * @param firstToken until a streamed reply begins
 * @param idle between two pieces of it
 * @param total for a whole reply, further attempts and other models of the route included
 * @param hearing for all that is written down of a piece of sound; likewise
 * @param retries further attempts at the same model after a passing failure
 * @param longestWait the longest pause an endpoint may ask for that is waited for
 * @param failures this many within {@code failuresWithin} make a pause
 * @param pause how long an endpoint is then left alone
 * @param queue how many calls may wait for a connection that serves only so many at once
 */
@Validated
@ConfigurationProperties("cloister.models")
public record ModelProperties(
    @DefaultValue("60s") Duration firstToken,
    @DefaultValue("30s") Duration idle,
    @DefaultValue("300s") Duration total,
    @DefaultValue("15m") Duration hearing,
    @DefaultValue("2") @PositiveOrZero int retries,
    @DefaultValue("60s") Duration longestWait,
    @DefaultValue("5") @Positive int failures,
    @DefaultValue("30s") Duration failuresWithin,
    @DefaultValue("15s") Duration pause,
    @DefaultValue("100") @Positive int queue) {

  public Patience patience() {
    return new Patience(firstToken, idle, total);
  }

  /** A sound is heard as a whole before a word of it comes. */
  public Patience patienceToHear() {
    return new Patience(hearing, hearing, hearing);
  }
}
