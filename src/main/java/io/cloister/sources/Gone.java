package io.cloister.sources;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.sources.SourceSetting.WhenGone;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.Seen.Rest;
import io.cloister.sources.place.SourceProblem;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Settles what is not at a place any more, after a look that saw everything. A folder on a disk
 * that is gone with all that was in it, or suddenly empty, was rather unmounted: nothing of it
 * counts as gone until its documents were put into the bin by hand.
 */
@Component
class Gone {

  private final SourceFiles files;
  private final Collections collections;
  private final Documents documents;
  private final AuditTrail audit;

  Gone(SourceFiles files, Collections collections, Documents documents, AuditTrail audit) {
    this.files = files;
    this.collections = collections;
    this.documents = documents;
    this.audit = audit;
  }

  /**
   * @param problem why not all of it was settled; null if it was
   */
  record Settled(int binned, @Nullable SourceProblem problem) {}

  Settled settle(Source source, Actor actor, Seen seen, Map<String, SourceFile> known) {
    var there = new HashSet<String>();
    var folders = new HashSet<String>();
    for (var each : seen.items()) {
      there.add(each.path());
      for (var up = folder(each.path()); folders.add(up) && !up.isEmpty(); ) {
        up = folder(up);
      }
    }
    return switch (seen.rest()) {
      case UNCHANGED -> new Settled(0, null);
      case TAKEN_AWAY -> forget(source, there, known, false);
      case UNKNOWN -> forget(source, there, known, true);
      case GONE, GONE_UNLESS_ALL -> settle(source, actor, seen, known, there, folders);
    };
  }

  /** What is shown no more cannot be tried again. */
  private Settled forget(
      Source source, Set<String> there, Map<String, SourceFile> known, boolean keepsTaken) {
    for (var file : known.values()) {
      if (!there.contains(file.path()) && !(keepsTaken && file.document() != null)) {
        files.forget(source.id(), file.path());
      }
    }
    return new Settled(0, null);
  }

  private Settled settle(
      Source source,
      Actor actor,
      Seen seen,
      Map<String, SourceFile> known,
      Set<String> there,
      Set<String> folders) {
    boolean bins = source.setting().whenGone() == WhenGone.BIN;
    boolean isCautious = seen.rest() == Rest.GONE_UNLESS_ALL;
    int binned = 0;
    SourceProblem problem = null;
    for (var file : known.values()) {
      if (there.contains(file.path())) {
        continue;
      }
      if (isCautious
          && !folders.contains(folder(file.path()))
          && isStillKept(file, source, actor)) {
        if (bins) {
          problem =
              seen.items().isEmpty() ? SourceProblem.EMPTY_FOLDER : SourceProblem.MISSING_FOLDER;
        }
        continue;
      }
      files.forget(source.id(), file.path());
      if (bins && bin(file, source, actor)) {
        binned++;
      }
    }
    return new Settled(binned, problem);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Whether its document is outside the bin and no other file became it too. */
  private boolean isStillKept(SourceFile file, Source source, Actor actor) {
    var id = file.document();
    return id != null
        && !files.isThereBeside(id, source.id(), file.path())
        && documents.find(id, collections.scopeOf(actor)).isPresent();
  }

  private boolean bin(SourceFile file, Source source, Actor actor) {
    var id = file.document();
    if (id == null || !file.brought() || files.isThere(id)) {
      return false;
    }
    var document = documents.find(id, collections.scopeOf(actor)).orElse(null);
    if (document == null) {
      return false;
    }
    collections.require(document, actor, Right.WRITE);
    documents.bin(id);
    audit.record(
        actor, AuditEvent.of("document.binned", "document", id).with("source", source.id()));
    return true;
  }
}
