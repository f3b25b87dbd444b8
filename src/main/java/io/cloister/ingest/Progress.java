package io.cloister.ingest;

import io.cloister.library.ReadingFailure;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Moves versions on their way, and tells of it. */
@Component
class Progress {

  private static final Logger log = LoggerFactory.getLogger(Progress.class);

  private final Versions versions;
  private final ApplicationEventPublisher events;

  Progress(Versions versions, ApplicationEventPublisher events) {
    this.versions = versions;
    this.events = events;
  }

  void advance(Version version, Status status) {
    versions.advance(version.id(), status);
    tell(version);
  }

  void fail(Version version, Status status, ReadingFailure failure) {
    versions.fail(version.id(), status, failure);
    tell(version);
  }

  /**
   * Whether a version was purged while something was done with it: what that failed with is then no
   * news to anybody.
   */
  boolean isGone(Version version, Exception failure) {
    boolean isGone = versions.find(version.id()).isEmpty();
    if (isGone) {
      log.debug("version {} was purged while it was read", version.id(), failure);
    }
    return isGone;
  }

  /** Tells how the document stands now. */
  void tell(Version version) {
    versions
        .documentOf(version.id())
        .map(document ->
            new DocumentAdvanced(document.id(), document.collection(), document.status()))
        .ifPresent(events::publishEvent);
  }
}
