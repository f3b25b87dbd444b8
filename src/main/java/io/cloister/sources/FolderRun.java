package io.cloister.sources;

import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.ingest.DiskFull;
import io.cloister.ingest.FileTooLarge;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.Received;
import io.cloister.ingest.Upload;
import io.cloister.jobs.JobRun;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.library.tag.TagsGiven;
import io.cloister.sources.FolderScan.Found;
import io.cloister.sources.SourceSetting.Afterwards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at a folder once. A file counts as taken when {@link Ingestion} has acknowledged it, and
 * only then is it noted or moved: ended at any moment, the next run goes on without losing or
 * doubling anything.
 */
@Component
class FolderRun {

  private static final long TO_BE_TRIED_AGAIN = -1; // as the bytes of a file

  private final SourceFiles files;
  private final AllowedFolders folders;
  private final Ingestion ingestion;
  private final Collections collections;
  private final Documents documents;
  private final GoneFiles gone;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final SourcesProperties properties;
  private final Clock clock;

  FolderRun(
      SourceFiles files,
      AllowedFolders folders,
      Ingestion ingestion,
      Collections collections,
      Documents documents,
      GoneFiles gone,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      SourcesProperties properties,
      Clock clock) {
    this.files = files;
    this.folders = folders;
    this.ingestion = ingestion;
    this.collections = collections;
    this.documents = documents;
    this.gone = gone;
    this.events = events;
    this.transaction = transaction;
    this.properties = properties;
    this.clock = clock;
  }

  SourceRun run(Source source, Actor actor, JobRun job) {
    var look = new Look(source, actor, job);
    SourceProblem problem;
    try {
      problem = look.take();
    } catch (SourceRefused _) {
      problem = SourceProblem.NO_FOLDER;
    } catch (NotAllowed | NotFound _) {
      problem = SourceProblem.MAY_NOT_WRITE;
    } catch (DiskFull _) {
      problem = SourceProblem.DISK_FULL;
    } catch (IOException _) {
      problem = SourceProblem.UNREADABLE_FOLDER;
    }
    return look.ended(problem);
  }

  /** One look at one folder. */
  private final class Look {

    private final Source source;
    private final SourceSetting setting;
    private final Actor actor;
    private final JobRun job;
    private final Instant startedAt = clock.instant();
    private int added;
    private int updated;
    private int unchanged;
    private int binned;
    private int waiting;
    private int failed;

    Look(Source source, Actor actor, JobRun job) {
      this.source = source;
      this.setting = source.setting();
      this.actor = actor;
      this.job = job;
    }

    SourceRun ended(@Nullable SourceProblem problem) {
      return new SourceRun(
          startedAt, clock.instant(), added, updated, unchanged, binned, waiting, failed, problem);
    }

    /** Why not all was looked at; null if it was. */
    @Nullable SourceProblem take() throws IOException {
      var root = folders.require(setting.folder());
      collections.require(setting.collection(), actor, Right.WRITE);
      var known = files.of(source.id());
      var scan = FolderScan.of(root, setting.subfolders(), folders.own());
      int done = 0;
      for (var found : scan.found()) {
        if (job.isCancelled()) {
          return SourceProblem.STOPPED;
        }
        job.progress(done++, scan.found().size(), found.path());
        take(root, found, known.get(found.path()));
      }
      if (!scan.unread().isEmpty()) {
        return SourceProblem.UNREADABLE_FOLDER;
      }
      var settled = gone.settle(source, actor, scan.found(), known);
      binned = settled.binned();
      return settled.problem();
    }

    private void take(Path root, Found found, @Nullable SourceFile known) {
      var modifiedAt = modifiedAt(found);
      if (known != null
          && known.bytes() == found.bytes()
          && known.modifiedAt().equals(modifiedAt)) {
        count(known);
        return;
      }
      if (isBeingWritten(found)) {
        waiting++;
        return;
      }
      try {
        var begun = known == null ? null : known.begunAt();
        if (known == null) {
          files.begin(source.id(), found.path(), modifiedAt, clock.instant());
        }
        var received = receive(found, known);
        boolean brought =
            !received.isDuplicate()
                || (known != null && known.brought())
                || isOfEarlierLook(received, begun);
        taken(
            root,
            found,
            new SourceFile(
                found.path(),
                found.bytes(),
                modifiedAt,
                documentOf(received),
                brought,
                null,
                null));
      } catch (FileTooLarge _) {
        failed(untaken(found, found.bytes(), SourceProblem.TOO_LARGE));
      } catch (IOException | UncheckedIOException _) {
        failed(untaken(found, TO_BE_TRIED_AGAIN, SourceProblem.UNREADABLE_FILE));
      }
    }

    private static SourceFile untaken(Found found, long bytes, SourceProblem problem) {
      return new SourceFile(found.path(), bytes, modifiedAt(found), null, false, problem, null);
    }

    private void count(SourceFile known) {
      if (known.problem() == null) {
        unchanged++;
      } else {
        failed++;
      }
    }

    private boolean isBeingWritten(Found found) {
      var now = clock.instant();
      return found.modifiedAt().isAfter(now.minus(properties.settle()))
          && !found.modifiedAt().isAfter(now.plus(properties.settle()));
    }

    private Received receive(Found found, @Nullable SourceFile known) throws IOException {
      try (var bytes = found.open()) {
        var name = found.name();
        if (known != null && known.document() != null && known.brought()) {
          var there = documents.find(known.document(), collections.scopeOf(actor));
          if (there.isPresent()) {
            var received = ingestion.receiveVersion(known.document(), name, bytes, actor);
            count(received, !received.isDuplicate());
            return received;
          }
        }
        var received =
            ingestion.receive(Upload.of(name, bytes, setting.collection()).inBulk(), actor);
        boolean isNew =
            !received.isDuplicate()
                || isOfEarlierLook(received, known == null ? null : known.begunAt());
        count(received, isNew);
        if (isNew) {
          tag(found, received);
        }
        return received;
      }
    }

    /** Whether an earlier look that was killed brought it, before it could note or tag it. */
    private boolean isOfEarlierLook(Received received, @Nullable Instant begun) {
      var version = received.version();
      return begun != null
          && !version.createdAt().isBefore(begun)
          && version.createdBy().equals(actor.name());
    }

    private void count(Received received, boolean isNew) {
      if (!isNew) {
        unchanged++;
      } else if (received.version().number() > 1) {
        updated++;
      } else {
        added++;
      }
    }

    private void tag(Found found, Received received) {
      var path = found.path().split("/");
      if (setting.folderTags() && path.length > 1) {
        var tags = List.of(Arrays.copyOf(path, path.length - 1));
        transaction.executeWithoutResult(
            _ -> events.publishEvent(new TagsGiven(documentOf(received), tags, actor)));
      }
    }

    private void taken(Path root, Found found, SourceFile file) {
      if (setting.afterwards() == Afterwards.LEAVE) {
        files.put(source.id(), file);
        return;
      }
      try {
        MovedFiles.move(root, found);
        files.forget(source.id(), file.path());
      } catch (IOException e) {
        failed(
            new SourceFile(
                file.path(),
                TO_BE_TRIED_AGAIN,
                file.modifiedAt(),
                file.document(),
                file.brought(),
                SourceProblem.NOT_MOVED,
                null));
      }
    }

    private void failed(SourceFile file) {
      failed++;
      files.put(source.id(), file);
    }
  }

  /** As exact as the database keeps it. */
  private static Instant modifiedAt(Found found) {
    return found.modifiedAt().truncatedTo(ChronoUnit.MICROS);
  }

  private static DocumentId documentOf(Received received) {
    return received.version().document();
  }
}
