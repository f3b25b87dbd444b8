package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class ForegroundTests {

  private final Foreground foreground = new Foreground();

  @Test
  void isQuietBeforeTheFirstSearch() {
    assertThat(foreground.isBusy()).isFalse();
  }

  @Test
  void isBusyUntilTheLastOfAllSearchesHasEnded() {
    var one = foreground.begin();
    var other = foreground.begin();

    one.close();
    assertThat(foreground.isBusy()).isTrue();

    other.close();
    await().until(() -> !foreground.isBusy());
  }
}
