package io.cloister.sources;

import io.cloister.library.DocumentId;
import io.cloister.sources.place.Item;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.Seen.Rest;
import io.cloister.sources.place.SourceProblem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * That a disk, a share or a right is missing rather than files: when a place is empty, when more
 * than half of what it had is gone and more than a handful, when a folder on a disk is gone with
 * all that was in it, and as long as nothing of what was held back so is there again.
 *
 * @param problem null if nothing is held back
 */
record Suspicion(Set<DocumentId> heldBack, @Nullable SourceProblem problem) {

  /** So few are often deleted on purpose, and soon taken out of the bin again if not. */
  static final int HANDFUL = 5;

  /**
   * @param there the paths that were seen
   * @param known all that was there at the last look
   * @param leaving the documents that would go, with the files that they had
   * @param isBack whether any of what was held back before is there again
   */
  static Suspicion of(
      Seen seen,
      Set<String> there,
      Collection<SourceFile> known,
      Map<DocumentId, List<SourceFile>> leaving,
      boolean isBack) {
    if (leaving.isEmpty()) {
      return new Suspicion(Set.of(), null);
    }
    if (there.isEmpty()) {
      return new Suspicion(leaving.keySet(), SourceProblem.EMPTY_PLACE);
    }
    long had = known.stream().map(SourceFile::document).filter(Objects::nonNull).distinct().count();
    if (leaving.size() > HANDFUL && 2L * leaving.size() > had) {
      return new Suspicion(leaving.keySet(), SourceProblem.MUCH_GONE);
    }
    var folders = seen.rest() == Rest.GONE_UNLESS_ALL ? folders(seen.items()) : null;
    var missing =
        leaving.entrySet().stream()
            .filter(each -> each.getValue().stream().anyMatch(file -> isMissing(file, folders)))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    boolean hasMissing = !missing.isEmpty();
    if (!isBack) {
      leaving.forEach((id, files) -> {
        if (files.stream().anyMatch(file -> file.heldSince() != null)) {
          missing.add(id);
        }
      });
    }
    if (missing.isEmpty()) {
      return new Suspicion(missing, null);
    }
    return new Suspicion(
        missing, hasMissing ? SourceProblem.MISSING_FOLDER : SourceProblem.MUCH_GONE);
  }

  boolean holdsBack(DocumentId document) {
    return heldBack.contains(document);
  }

  private static boolean isMissing(SourceFile file, @Nullable Set<String> folders) {
    return folders != null && !folders.contains(folder(file.path()));
  }

  private static Set<String> folders(List<? extends Item> items) {
    var folders = new HashSet<String>();
    for (var each : items) {
      for (var up = folder(each.path()); folders.add(up) && !up.isEmpty(); ) {
        up = folder(up);
      }
    }
    return folders;
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
