package io.cloister.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloister.library.VersionId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The passwords of files until they were tried; in memory only, and not for long. */
@Component
class Passwords {

  private final Cache<VersionId, String> held =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(30)).maximumSize(1_000).build();

  void hold(VersionId version, String password) {
    held.put(version, password);
  }

  @Nullable String of(VersionId version) {
    return held.getIfPresent(version);
  }

  void forget(VersionId version) {
    held.invalidate(version);
  }
}
