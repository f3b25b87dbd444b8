package io.cloister.sources;

import io.cloister.identity.Actor;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.sources.SourceSetting.WhenGone;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.SourceProblem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Settles what is not at a place any more, after a look that saw everything. Where so much is gone
 * at once that the place is rather not what it was ({@link Suspicion}), nothing of that is binned
 * until an administrator says so ({@link HeldDocuments}) or the files are back.
 */
@Component
class Gone {

  private final SourceFiles files;
  private final SourceRows rows;
  private final Collections collections;
  private final Documents documents;
  private final Binning binning;
  private final Clock clock;

  Gone(
      SourceFiles files,
      SourceRows rows,
      Collections collections,
      Documents documents,
      Binning binning,
      Clock clock) {
    this.files = files;
    this.rows = rows;
    this.collections = collections;
    this.documents = documents;
    this.binning = binning;
    this.clock = clock;
  }

  /**
   * @param heldBack documents that were not binned although their files are gone
   * @param problem why not all of it was settled; null if it was
   */
  record Settled(int binned, int heldBack, @Nullable SourceProblem problem) {
    static final Settled NOTHING = new Settled(0, 0, null);
  }

  /**
   * @param isStopped asked between parts of the work; the next look does the rest
   */
  Settled settle(
      Source source,
      Actor actor,
      Seen seen,
      Map<String, SourceFile> known,
      BooleanSupplier isStopped) {
    var there = new HashSet<String>();
    seen.items().forEach(each -> there.add(each.path()));
    return switch (seen.rest()) {
      case UNCHANGED -> Settled.NOTHING;
      case TAKEN_AWAY -> forget(source, there, known, false);
      case UNKNOWN -> forget(source, there, known, true);
      case GONE, GONE_UNLESS_ALL -> settle(source, actor, seen, there, known, isStopped);
    };
  }

  /** What is shown no more cannot be tried again. */
  private Settled forget(
      Source source, Set<String> there, Map<String, SourceFile> known, boolean keepsTaken) {
    files.forget(
        source.id(),
        known.values().stream()
            .filter(file -> !there.contains(file.path()))
            .filter(file -> !keepsTaken || file.document() == null)
            .toList());
    return Settled.NOTHING;
  }

  private Settled settle(
      Source source,
      Actor actor,
      Seen seen,
      Set<String> there,
      Map<String, SourceFile> known,
      BooleanSupplier isStopped) {
    boolean isBack = release(source, there, known);
    var missing = known.values().stream().filter(file -> !there.contains(file.path())).toList();
    if (missing.isEmpty()) {
      return Settled.NOTHING;
    }
    var leaving = leaving(source, actor, there, missing);
    files.forget(
        source.id(),
        missing.stream().filter(file -> !leaving.containsKey(file.document())).toList());
    var until = rows.binsHeldUntil(source.id()).orElse(Instant.MIN);
    var unsaid = new HashMap<DocumentId, List<SourceFile>>(leaving);
    unsaid.values().removeIf(each -> each.stream().allMatch(file -> file.isHeldBefore(until)));
    var suspicion = Suspicion.of(seen, there, known.values(), unsaid, isBack);
    boolean bins = source.setting().whenGone() == WhenGone.BIN;
    var ours = new HashMap<DocumentId, List<SourceFile>>();
    var notOurs = new ArrayList<SourceFile>();
    var held = new HashMap<DocumentId, List<SourceFile>>();
    leaving.forEach((id, all) -> {
      boolean isOurs =
          (bins || !unsaid.containsKey(id)) && all.stream().anyMatch(SourceFile::brought);
      if (!suspicion.holdsBack(id)) {
        if (isOurs) {
          ours.put(id, all);
        } else {
          notOurs.addAll(all);
        }
      } else if (isOurs) {
        held.put(id, all);
      }
    });
    hold(source, held.values());
    files.forget(source.id(), notOurs);
    int binned = binning.bin(ours, source, actor, isStopped);
    var problem = held.isEmpty() ? null : suspicion.problem();
    return new Settled(binned, held.size(), binned < ours.size() ? SourceProblem.STOPPED : problem);
  }

  /** Whether any file is there again that was held back before. */
  private boolean release(Source source, Set<String> there, Map<String, SourceFile> known) {
    var back =
        known.values().stream()
            .filter(file -> file.heldSince() != null && there.contains(file.path()))
            .toList();
    files.hold(source.id(), back, null);
    return !back.isEmpty();
  }

  /** The documents outside the bin of which no file is left anywhere, with those that they had. */
  private Map<DocumentId, List<SourceFile>> leaving(
      Source source, Actor actor, Set<String> there, List<SourceFile> missing) {
    var scope = collections.scopeOf(actor);
    var leaving =
        missing.stream()
            .filter(file -> file.document() != null)
            .collect(Collectors.groupingBy(SourceFile::document));
    for (var file : files.of(source.id()).values()) { // with those that this look brought
      if (there.contains(file.path())) {
        leaving.remove(file.document());
      }
    }
    leaving.keySet().removeAll(files.documentsBeside(source.id()));
    leaving.keySet().retainAll(documents.present(leaving.keySet(), scope));
    return leaving;
  }

  private void hold(Source source, Collection<List<SourceFile>> held) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var anew =
        held.stream().flatMap(List::stream).filter(file -> file.heldSince() == null).toList();
    files.hold(source.id(), anew, now);
  }
}
