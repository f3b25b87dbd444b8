package io.cloister.sources;

import io.cloister.egress.Trust;
import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.ingest.DiskFull;
import io.cloister.ingest.FileTooLarge;
import io.cloister.jobs.JobRun;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.sources.place.Before;
import io.cloister.sources.place.Item;
import io.cloister.sources.place.ItemFailed;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.place.SourcesProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at a place once, of whatever kind. An item counts as taken when it is acknowledged, and
 * only then is it noted or taken away: ended at any moment, the next run goes on without losing or
 * doubling anything.
 */
@Component
class Look {

  private static final int MOST_FAILURES_IN_A_ROW = 3;

  private final Lookers lookers;
  private final SourceFiles files;
  private final SourceRows rows;
  private final SourceSecrets secrets;
  private final Taking taking;
  private final Gone gone;
  private final Collections collections;
  private final SourcesProperties properties;
  private final Clock clock;

  Look(
      Lookers lookers,
      SourceFiles files,
      SourceRows rows,
      SourceSecrets secrets,
      Taking taking,
      Gone gone,
      Collections collections,
      SourcesProperties properties,
      Clock clock) {
    this.lookers = lookers;
    this.files = files;
    this.rows = rows;
    this.secrets = secrets;
    this.taking = taking;
    this.gone = gone;
    this.collections = collections;
    this.properties = properties;
    this.clock = clock;
  }

  SourceRun run(Source source, Actor actor, JobRun job) {
    var run = new Run(source, actor, job);
    SourceProblem problem;
    try {
      problem = run.look();
    } catch (PlaceFailed e) {
      problem = e.problem();
    } catch (NotAllowed | NotFound _) {
      problem = SourceProblem.MAY_NOT_WRITE;
    } catch (DiskFull _) {
      problem = SourceProblem.DISK_FULL;
    } catch (IOException _) {
      problem = SourceProblem.UNREADABLE_FOLDER;
    }
    return run.ended(problem);
  }

  private final class Run {

    private final Source source;
    private final Actor actor;
    private final JobRun job;
    private final Instant startedAt = clock.instant();
    private final long begun = System.nanoTime();
    private final Counts counts = new Counts();
    private int failuresInARow;

    Run(Source source, Actor actor, JobRun job) {
      this.source = source;
      this.actor = actor;
      this.job = job;
    }

    SourceRun ended(@Nullable SourceProblem problem) {
      return counts.run(startedAt, clock.instant(), problem);
    }

    /** Why not all was looked at; null if it was. */
    @Nullable SourceProblem look() throws IOException {
      collections.require(source.setting().collection(), actor, Right.WRITE);
      var known = files.of(source.id());
      boolean again = known.values().stream().anyMatch(SourceFile::isToBeTriedAgain);
      try (var seen =
          lookers.look(
              source.setting().place(),
              new Before(
                  source.leftOff(),
                  again,
                  secrets.open(source),
                  Trust.in(source.setting().authority()),
                  this::goOnListing))) {
        follow(seen.renamed(), known);
        var problem = take(seen, known);
        if (problem == null) {
          problem = seen.problem();
        }
        if (problem == null) {
          var settled = gone.settle(source, actor, seen, known, job::isCancelled);
          counts.binned = settled.binned();
          counts.heldBack = settled.heldBack();
          problem = settled.problem();
        }
        if (problem == null && !Objects.equals(seen.leftOff(), source.leftOff())) {
          rows.leaveOff(source, seen.leftOff());
        }
        return problem;
      }
    }

    /** What cannot even be listed in time is never brought: the next look would begin anew. */
    private void goOnListing() {
      if (job.isCancelled()) {
        throw new PlaceFailed(SourceProblem.STOPPED);
      }
      if (isLate()) {
        throw new PlaceFailed(SourceProblem.TOO_MUCH);
      }
    }

    private boolean isLate() {
      return properties.longestLook().compareTo(Duration.ofNanos(System.nanoTime() - begun)) < 0;
    }

    private void follow(Map<String, String> renamed, Map<String, SourceFile> known) {
      renamed.forEach((to, from) -> {
        var file = known.get(from);
        if (file != null && !known.containsKey(to)) {
          files.rename(source.id(), from, to);
          known.remove(from);
          known.put(to, file.at(to));
        }
      });
    }

    private @Nullable SourceProblem take(Seen seen, Map<String, SourceFile> known) {
      if (seen.rest() == Seen.Rest.UNCHANGED) {
        counts.unchanged = known.size();
      }
      int done = 0;
      for (var item : seen.items()) {
        if (job.isCancelled()) {
          return SourceProblem.STOPPED;
        }
        if (isLate()) {
          return SourceProblem.TOO_LONG;
        }
        job.progress(done++, seen.items().size(), item.path());
        var file = known.get(item.path());
        if (file != null && item.mark().equals(file.mark())) {
          counts.same(file);
        } else if (item.isUnfinished()) {
          counts.waiting++;
        } else {
          take(item, file);
        }
      }
      return null;
    }

    private void take(Item item, @Nullable SourceFile known) {
      try {
        if (known == null) {
          files.begin(source.id(), item.path(), clock.instant());
        }
        var taken = taking.take(source, actor, item, known);
        counts.taken(taken);
        failuresInARow = 0;
        note(item, taken.file());
      } catch (FileTooLarge _) {
        failed(item, item.mark(), known, SourceProblem.TOO_LARGE);
      } catch (PlaceFailed e) {
        failed(item, null, known, e.problem());
        // one that cannot be had keeps no other waiting, but a host that is down is left alone
        if (++failuresInARow >= MOST_FAILURES_IN_A_ROW) {
          throw e;
        }
      } catch (ItemFailed e) {
        failed(item, null, known, e.problem());
      } catch (IOException | UncheckedIOException _) {
        failed(item, null, known, SourceProblem.UNREADABLE_FILE);
      }
    }

    private void note(Item item, SourceFile file) {
      var takingAway = item.takingAway();
      if (takingAway.isEmpty()) {
        files.put(source.id(), file);
        return;
      }
      try {
        takingAway.get().run();
        files.forget(source.id(), file.path());
      } catch (IOException _) {
        failed(item, null, file, SourceProblem.NOT_MOVED);
      }
    }

    /** What was brought before stays the source's: the next version is one of its document. */
    private void failed(
        Item item, @Nullable String mark, @Nullable SourceFile known, SourceProblem problem) {
      counts.failed++;
      files.put(
          source.id(),
          new SourceFile(
              item.path(),
              mark,
              known == null ? null : known.document(),
              known != null && known.brought(),
              problem,
              known == null ? null : known.begunAt(),
              null));
    }
  }

  /** What a look came to so far. */
  private static final class Counts {

    private int added;
    private int updated;
    private int unchanged;
    private int binned;
    private int heldBack;
    private int waiting;
    private int failed;

    void same(SourceFile known) {
      if (known.problem() == null) {
        unchanged++;
      } else {
        failed++;
      }
    }

    void taken(Taking.Taken taken) {
      switch (taken.as()) {
        case ADDED -> added++;
        case UPDATED -> updated++;
        case UNCHANGED -> unchanged++;
      }
    }

    SourceRun run(Instant startedAt, Instant endedAt, @Nullable SourceProblem problem) {
      return new SourceRun(
          startedAt, endedAt, added, updated, unchanged, binned, heldBack, waiting, failed,
          problem);
    }
  }
}
