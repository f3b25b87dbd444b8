package io.cloister;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has all tests wait as long as the slowest machine needs: one that stands still for half a minute
 * fails none. How fast something is, no test says.
 */
public final class SlowMachines implements BeforeAllCallback {

  /** For whatever comes about in the end. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
  }
}
