package io.cloister.api.library;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.UserId;
import io.cloister.library.MediaFamily;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Writes down who reads originals. A recording that is played is asked for in many parts, which are
 * one reading.
 */
@Component
class OriginalReads {

  private static final Duration ONE_READING = Duration.ofMinutes(10);

  private record Reading(UserId user, VersionId version) {}

  private final AuditTrail audit;
  private final Cache<Reading, Boolean> played =
      Caffeine.newBuilder().expireAfterWrite(ONE_READING).maximumSize(10_000).build();

  OriginalReads(AuditTrail audit) {
    this.audit = audit;
  }

  void tell(Actor actor, Version version) {
    boolean isNew =
        !MediaFamily.of(version.mediaType()).isRecording()
            || played.asMap().putIfAbsent(new Reading(actor.user(), version.id()), true) == null;
    if (isNew) {
      audit.record(
          actor,
          AuditEvent.of("original.read", "document", version.document())
              .with("version", version.number()));
    }
  }
}
