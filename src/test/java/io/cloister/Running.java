package io.cloister;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole product over real HTTP, on a port of its own and an empty data folder. All
 * tests so marked share one running product: each makes what it needs under names of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = Running.EmptyDataFolder.class)
public @interface Running {

  /** The administrator's password in tests. */
  String PASSWORD = "a-long-test-password-2026";

  /** The administrator's API token in tests. */
  String TOKEN = "test-token-0123456789abcdef-0123456789abcdef";

  /** The web page elsewhere that may call {@code /v1} in tests. */
  String ORIGIN = "https://chat.example";

  /** Gives the product a new folder below the build's, and its first administrator. */
  class EmptyDataFolder implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      try {
        var target = Files.createDirectories(java.nio.file.Path.of("target", "test-data"));
        var data = Files.createTempDirectory(target, "running").toAbsolutePath();
        TestPropertyValues.of(
                "cloister.data=" + data,
                "cloister.api.compatible.origins=" + ORIGIN,
                // what fails is tried again as often as ever, only sooner
                "cloister.jobs.back-off=50ms",
                // readers here see a few files each
                "cloister.ingest.reader-options=-XX:TieredStopAtLevel=1",
                "cloister.sources.tick=500ms",
                "cloister.search.letters.tick=500ms",
                "cloister.search.letters.gather=2s",
                "cloister.search.letters.again=2s",
                "cloister.sources.settle=5s",
                "CLOISTER_ADMIN_PASSWORD=" + PASSWORD,
                "CLOISTER_BOOTSTRAP_TOKEN=" + TOKEN)
            .applyTo(context);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
