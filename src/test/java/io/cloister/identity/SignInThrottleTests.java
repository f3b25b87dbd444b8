package io.cloister.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInThrottleTests {

  private final SignInThrottle throttle =
      new SignInThrottle(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void countsAttemptsThatAreStillLookedAt() {
    begin(5, "ann", "here");

    assertThat(throttle.waitFor("ann", "elsewhere")).isEqualTo(Duration.ofSeconds(1));
    assertThat(throttle.waitFor("bob", "here")).isZero();
  }

  @Test
  void forgivesTheAccountThatSignedIn() {
    begin(5, "ann", "here");
    throttle.succeeded("ann", "here");

    assertThat(throttle.waitFor("ann", "here")).isZero();
  }

  @Test
  void holdsNoSuccessAgainstASource() {
    for (int i = 0; i < 30; i++) {
      begin(1, "person " + i, "office");
      throttle.succeeded("person " + i, "office");
    }

    assertThat(throttle.waitFor("somebody", "office")).isZero();
  }

  @Test
  void forgivesASourceNoneOfItsFailures() {
    for (int i = 0; i < 20; i++) {
      begin(1, "victim " + i, "there");
    }
    begin(1, "own", "there");
    throttle.succeeded("own", "there");

    assertThat(throttle.waitFor("victim", "there")).isPositive();
  }

  private void begin(int attempts, String account, String source) {
    for (int i = 0; i < attempts; i++) {
      throttle.begun(account, source);
    }
  }
}
