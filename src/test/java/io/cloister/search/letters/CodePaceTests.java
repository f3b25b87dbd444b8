package io.cloister.search.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CodePaceTests {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final CodePace pace = new CodePace();
  private final UserId ada = new UserId(UUID.randomUUID());

  @Test
  void allowsOneInHalfAMinute() {
    assertThat(pace.allows(ada, NOON)).isTrue();
    assertThat(pace.allows(ada, NOON.plusSeconds(29))).isFalse();
    assertThat(pace.allows(ada, NOON.plusSeconds(31))).isTrue();
    assertThat(pace.allows(new UserId(UUID.randomUUID()), NOON)).as("for each").isTrue();
  }

  @Test
  void allowsAFewADay() {
    for (int i = 0; i < CodePace.MOST_A_DAY; i++) {
      assertThat(pace.allows(ada, NOON.plus(Duration.ofMinutes(i)))).isTrue();
    }
    assertThat(pace.allows(ada, NOON.plus(Duration.ofHours(1)))).isFalse();
    assertThat(pace.allows(ada, NOON.plus(Duration.ofHours(25)))).isTrue();
  }
}
