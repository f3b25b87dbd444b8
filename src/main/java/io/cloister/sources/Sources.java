package io.cloister.sources;

import io.cloister.egress.Trust;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.VisibleText;
import io.cloister.jobs.JobId;
import io.cloister.jobs.Jobs;
import io.cloister.library.NotFound;
import io.cloister.library.Page;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.sources.SourceSetting.WhenGone;
import io.cloister.sources.folder.AllowedFolders;
import io.cloister.sources.place.SourceRefused;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The places that are looked at by themselves, for administrators. */
@Service
public class Sources {

  private static final int LONGEST_NAME = 200;
  private static final int MOST_MINUTES = (int) Duration.ofDays(7).toMinutes();
  private static final int MOST_FAILURES = 200;

  private final SourceRows rows;
  private final SourceSecrets secrets;
  private final SourceFiles files;
  private final SourceRuns runs;
  private final AllowedFolders folders;
  private final Lookers lookers;
  private final Collections collections;
  private final Jobs jobs;
  private final AuditTrail audit;
  private final Clock clock;

  Sources(
      SourceRows rows,
      SourceSecrets secrets,
      SourceFiles files,
      SourceRuns runs,
      AllowedFolders folders,
      Lookers lookers,
      Collections collections,
      Jobs jobs,
      AuditTrail audit,
      Clock clock) {
    this.rows = rows;
    this.secrets = secrets;
    this.files = files;
    this.runs = runs;
    this.folders = folders;
    this.lookers = lookers;
    this.collections = collections;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  /** All, by name. */
  public List<Source> list(Actor actor) {
    require(actor);
    return rows.all();
  }

  /**
   * @throws NotFound if there is none
   */
  public Source require(SourceId id, Actor actor) {
    require(actor);
    return rows.find(id).orElseThrow(() -> new NotFound("Source", id));
  }

  /** Below which folders those of sources must be. */
  public List<Path> allowedFolders(Actor actor) {
    require(actor);
    return folders.all();
  }

  /**
   * Adds one, which acts as {@code actor} from now on and is due at once.
   *
   * @param secret what opens its place; null or empty if nothing is needed
   * @throws SourceRefused if the name is taken, the place may not be looked at, or the rest cannot
   *     be
   * @throws io.cloister.identity.NotAllowed if the actor may not write the collection
   */
  @Transactional
  public Source create(SourceSetting wanted, @Nullable String secret, Actor actor) {
    require(actor);
    secrets.holdOffRotation();
    var id = SourceId.random();
    var now = clock.instant();
    var source =
        new Source(id, checked(wanted, id, null, actor), actor.user(), now, now, null, null);
    rows.add(source);
    secrets.change(id, source.setting().place(), secret, null);
    record("source.created", source, actor);
    return source;
  }

  /**
   * Changes one, which acts as {@code actor} from now on. What it brought from another place or
   * into another collection stays there and is not followed any more.
   *
   * @param secret null to keep what there is, unless it was entered for another place; empty for
   *     none
   */
  @Transactional
  public Source change(SourceId id, SourceSetting wanted, @Nullable String secret, Actor actor) {
    secrets.holdOffRotation();
    var before = require(id, actor);
    var setting = checked(wanted, id, before, actor);
    if (!setting.bringsAs(before.setting())) {
      stop(before, actor);
      files.forgetAll(id);
    }
    if (before.setting().whenGone() == WhenGone.BIN && setting.whenGone() == WhenGone.KEEP) {
      rows.holdOn(id);
    }
    rows.change(id, setting, actor.user(), clock.instant());
    secrets.change(id, setting.place(), secret, before.setting().place());
    var changed = require(id, actor);
    record("source.changed", changed, actor);
    return changed;
  }

  /** Removes one, also while it is looked at; the documents that it brought stay. */
  @Transactional
  public void delete(SourceId id, Actor actor) {
    var source = require(id, actor);
    stop(source, actor);
    rows.delete(id);
    record("source.deleted", source, actor);
  }

  /** Whether a secret was entered for its place. */
  public boolean hasSecret(SourceId id, Actor actor) {
    return secrets.isSet(require(id, actor).id());
  }

  /** Looks at it now, or tells the job that does so already. */
  @Transactional
  public JobId run(SourceId id, Actor actor) {
    var source = require(id, actor);
    var running = source.job();
    return running != null && isUnderWay(running, actor) ? running : begin(source, actor);
  }

  /** Begins those that are due, each unless it still runs. */
  @Transactional
  void begin(Source source, Actor owner, Instant now) {
    if (isLookedAt(source, owner)) {
      rows.postpone(source.id(), now.plus(every(source)));
    } else {
      begin(source, owner);
    }
  }

  private JobId begin(Source source, Actor actor) {
    var job = jobs.submit(SourceJob.KIND, source.id().toString(), Jobs.Priority.BULK, actor);
    rows.begun(source.id(), job, clock.instant().plus(every(source)));
    return job;
  }

  private void stop(Source source, Actor actor) {
    var running = source.job();
    if (running != null) {
      jobs.cancel(running, actor);
    }
  }

  /** Whether a look has begun, or is about to, and has not ended. */
  boolean isLookedAt(Source source, Actor actor) {
    var running = source.job();
    return running != null && isUnderWay(running, actor);
  }

  private boolean isUnderWay(JobId job, Actor actor) {
    return jobs.find(job, actor)
        .filter(status ->
            switch (status.state()) {
              case QUEUED, RUNNING -> true;
              case DONE, FAILED, CANCELLED -> false;
            })
        .isPresent();
  }

  private static Duration every(Source source) {
    return Duration.ofMinutes(source.setting().minutes());
  }

  /** Empty before its first run has ended. */
  public Optional<SourceRun> latest(SourceId id, Actor actor) {
    return runs.latest(require(id, actor).id());
  }

  /** The latest thousand, newest first. */
  public Page<SourceRun> runs(SourceId id, int page, int size, Actor actor) {
    return runs.list(require(id, actor).id(), page, size);
  }

  /** The files that could not be taken, 200 at most, by path. */
  public List<SourceFile> failures(SourceId id, Actor actor) {
    return files.failures(require(id, actor).id(), MOST_FAILURES);
  }

  private SourceSetting checked(
      SourceSetting wanted, SourceId id, @Nullable Source before, Actor actor) {
    var name = VisibleText.of(wanted.name());
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new SourceRefused(
          "name",
          "no-name",
          "A source has a name of at most 200 characters",
          "Give it a short name.");
    }
    if (rows.isNamed(name, id)) {
      throw new SourceRefused(
          "name",
          "name-taken",
          "Another source has this name",
          "Choose another name, or change that source.");
    }
    if (wanted.minutes() < 1 || wanted.minutes() > MOST_MINUTES) {
      throw new SourceRefused(
          "minutes",
          "minutes",
          "A source is looked at every 1 to %d minutes".formatted(MOST_MINUTES),
          "Enter a whole number of minutes.");
    }
    var place = lookers.checked(wanted.place());
    boolean isElsewhere = !lookers.hosts(place, "").isEmpty();
    var authority = isElsewhere ? TlsRules.authority(wanted.authority(), before) : null;
    var collection = collections.require(wanted.collection(), actor, Right.WRITE);
    return new SourceSetting(
        name,
        place,
        authority,
        collection.id().toString(),
        wanted.minutes(),
        wanted.folderTags(),
        wanted.whenGone(),
        wanted.enabled());
  }

  private void record(String action, Source source, Actor actor) {
    audit.record(
        actor,
        AuditEvent.of(action, "source", source.id())
            .with("name", source.setting().name())
            .with("kind", source.setting().place().kind())
            .with("place", source.setting().place().address())
            .with("authority", Trust.named(source.setting().authority())));
  }

  private static void require(Actor actor) {
    actor.require(Role.ADMIN, "keep sources");
  }
}
