package io.cloister.tagging;

import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.document.Versions;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Has a document tagged for nobody in particular, if it can be. */
@Component
class PassOver {

  // a document is told of as indexed a moment before it is called ready
  private static final Set<Status> READABLE = EnumSet.of(Status.INDEXING, Status.READY);

  private final Versions versions;
  private final Passes passes;
  private final Taggers taggers;

  PassOver(Versions versions, Passes passes, Taggers taggers) {
    this.versions = versions;
    this.passes = passes;
    this.taggers = taggers;
  }

  /**
   * @param withModel whether a model may be asked, if one is wired to tagging
   */
  void document(DocumentId id, boolean withModel) {
    versions
        .current(id)
        .filter(document -> READABLE.contains(document.status()))
        .ifPresent(document -> taggers.passInBackground(document, withModel));
  }

  /** Keeps it from being tried again and again; who asks for its tags has it tried once more. */
  void giveUp(DocumentId id) {
    versions.current(id).ifPresent(document -> passes.passed(id, document.current().id(), null));
  }
}
