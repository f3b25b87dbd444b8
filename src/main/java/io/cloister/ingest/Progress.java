package io.cloister.ingest;

import io.cloister.library.ReadingFailure;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Moves versions on their way, and tells of it. */
@Component
class Progress {

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

  /** Tells how the document stands now. */
  void tell(Version version) {
    versions
        .documentOf(version.id())
        .map(document ->
            new DocumentAdvanced(document.id(), document.collection(), document.status()))
        .ifPresent(events::publishEvent);
  }
}
