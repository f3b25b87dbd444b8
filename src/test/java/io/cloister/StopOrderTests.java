package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

@Running
class StopOrderTests {

  @Autowired Map<String, SmartLifecycle> parts;

  /** Who waits for its own work to end would have requests accepted for so long. */
  @Test
  void nothingOfOursEndsBeforeNoMoreRequestsAreAccepted() {
    var ours = parts.values().stream().filter(part -> isOurs(part.getClass())).toList();

    assertThat(ours)
        .isNotEmpty()
        .allSatisfy(part ->
            assertThat(part.getPhase())
                .as(part.getClass().getName())
                .isLessThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE));
  }

  private static boolean isOurs(Class<?> type) {
    return type.getPackageName().startsWith(Cloister.class.getPackageName());
  }
}
