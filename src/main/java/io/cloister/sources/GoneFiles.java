package io.cloister.sources;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.sources.FolderScan.Found;
import io.cloister.sources.SourceSetting.Afterwards;
import io.cloister.sources.SourceSetting.WhenGone;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Settles what is not in a folder any more, after a look that saw every file. A folder that is gone
 * with all that was in it, or suddenly empty, was rather unmounted: nothing of it counts as gone
 * until its documents were put into the bin by hand.
 */
@Component
class GoneFiles {

  private final SourceFiles files;
  private final Collections collections;
  private final Documents documents;
  private final AuditTrail audit;

  GoneFiles(SourceFiles files, Collections collections, Documents documents, AuditTrail audit) {
    this.files = files;
    this.collections = collections;
    this.documents = documents;
    this.audit = audit;
  }

  /**
   * @param problem why not all of it was settled; null if it was
   */
  record Settled(int binned, @Nullable SourceProblem problem) {}

  Settled settle(Source source, Actor actor, List<Found> found, Map<String, SourceFile> known) {
    var there = new HashSet<String>();
    var folders = new HashSet<String>();
    for (var each : found) {
      there.add(each.path());
      for (var up = folder(each.path()); folders.add(up) && !up.isEmpty(); ) {
        up = folder(up);
      }
    }
    int binned = 0;
    SourceProblem problem = null;
    for (var file : known.values()) {
      if (there.contains(file.path())) {
        continue;
      }
      if (!folders.contains(folder(file.path())) && isStillKept(file, source, actor)) {
        if (bins(source)) {
          problem = found.isEmpty() ? SourceProblem.EMPTY_FOLDER : SourceProblem.MISSING_FOLDER;
        }
        continue;
      }
      files.forget(source.id(), file.path());
      if (bins(source) && bin(file, source, actor)) {
        binned++;
      }
    }
    return new Settled(binned, problem);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static boolean bins(Source source) {
    return source.setting().whenGone() == WhenGone.BIN
        && source.setting().afterwards() == Afterwards.LEAVE;
  }

  /** Whether its document is outside the bin and no other file became it too. */
  private boolean isStillKept(SourceFile file, Source source, Actor actor) {
    var id = file.document();
    return id != null
        && source.setting().afterwards() == Afterwards.LEAVE
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
