package io.cloister.ingest;

import io.cloister.identity.Actor;
import io.cloister.ingest.Importing.Ready;
import io.cloister.jobs.Jobs;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.Version;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import io.cloister.library.document.NewDocument;
import io.cloister.library.document.NewVersion;
import io.cloister.library.document.ReadFacts;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.TagsGiven;
import io.cloister.library.text.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts a batch of imported documents into the library, as one commit with the job for them. */
@Component
class ImportBatch {

  private static final String TYPE = "text/plain";

  private final Versions versions;
  private final Documents documents;
  private final Jobs jobs;
  private final ApplicationEventPublisher events;

  ImportBatch(Versions versions, Documents documents, Jobs jobs, ApplicationEventPublisher events) {
    this.versions = versions;
    this.documents = documents;
    this.jobs = jobs;
    this.events = events;
  }

  record Outcome(int accepted, int updated, int unchanged) {}

  @Transactional
  public Outcome commit(List<Ready> lines, Actor actor) {
    var fresh = new ArrayList<Version>();
    int accepted = 0;
    int updated = 0;
    for (var line : lines) {
      var there = versions.byExternalId(line.collection().id(), line.externalId());
      if (there.isEmpty()) {
        fresh.add(added(line, actor));
        accepted++;
      } else if (update(there.get(), line, actor, fresh)) {
        updated++;
      }
    }
    if (!fresh.isEmpty()) {
      jobs.submit(IndexJob.KIND, VersionList.payload(fresh), Jobs.Priority.BULK, actor);
    }
    return new Outcome(accepted, updated, lines.size() - accepted - updated);
  }

  private Version added(Ready line, Actor actor) {
    var version =
        versions.addDocument(
            new NewDocument(
                line.collection().id(),
                line.externalId(),
                line.title(),
                line.label() == null ? line.collection().label() : line.label(),
                line.metadata(),
                newVersion(line, actor)));
    keep(version, line);
    tag(version, line, actor);
    return version;
  }

  /** Whether anything was different. */
  private boolean update(Document document, Ready line, Actor actor, List<Version> fresh) {
    boolean changed = false;
    if (!document.current().sha256().equals(line.kept().bytes().address())) {
      var version = versions.addVersion(document.id(), newVersion(line, actor));
      keep(version, line);
      fresh.add(version);
      changed = true;
    }
    var title = title(document, line);
    boolean described =
        !document.title().equals(title)
            || (line.label() != null && line.label() != document.label())
            || !document.metadata().entrySet().containsAll(line.metadata().entrySet());
    if (described) {
      var metadata = new HashMap<>(document.metadata());
      metadata.putAll(line.metadata());
      documents.change(document.id(), new DocumentChange(title, null, line.label(), metadata));
      changed = true;
    }
    if (documents.find(List.of(document.id()), AccessScope.of(document.collection())).isEmpty()) {
      documents.restore(document.id());
      changed = true;
    }
    tag(document.current(), line, actor);
    return changed;
  }

  /** A line without a title takes no other from a document than its own first words. */
  private String title(Document document, Ready line) {
    if (line.titled() || document.title().equals(line.title())) {
      return line.title();
    }
    return versions
        .text(document.current().id())
        .map(old -> ImportLine.firstWords(old.text(), line.externalId()))
        .filter(document.title()::equals)
        .map(_ -> line.title())
        .orElse(document.title());
  }

  private void keep(Version version, Ready line) {
    versions.keepText(
        version.id(),
        new PlainText(line.text(), List.of()),
        new ReadFacts(TYPE, null, line.language()));
  }

  private void tag(Version version, Ready line, Actor actor) {
    var tags = line.tags();
    if (tags != null && !tags.isEmpty()) {
      events.publishEvent(new TagsGiven(version.document(), tags, actor));
    }
  }

  private static NewVersion newVersion(Ready line, Actor actor) {
    return new NewVersion(
        line.kept().bytes(), Intake.name(line.externalId() + ".txt"), TYPE, actor);
  }
}
