package io.cloister.ingest.bag;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Group;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.bag.DocumentEntry.TagEntry;
import io.cloister.ingest.bag.DocumentEntry.VersionEntry;
import io.cloister.ingest.bag.LibraryEntry.AccessEntry;
import io.cloister.ingest.bag.LibraryEntry.CollectionEntry;
import io.cloister.jobs.JobRun;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.bag.BagPart;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Right;
import io.cloister.library.collection.WholeCollections;
import io.cloister.library.document.ReadFacts;
import io.cloister.library.document.Versions;
import io.cloister.library.document.WholeDocuments;
import io.cloister.library.keeping.Keeping;
import io.cloister.library.keeping.KeepingRule;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.Passages;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.TextParts;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts what a bag says into the library, whose originals are there already. */
@Component
class TakenIn {

  private final WholeCollections collections;
  private final WholeDocuments documents;
  private final Versions versions;
  private final Passages passages;
  private final HiddenTexts hidden;
  private final TextParts inner;
  private final Tags tags;
  private final Keeping keeping;
  private final People people;
  private final Groups groups;
  private final List<BagPart> parts;
  private final Ingestion ingestion;
  private final BagsTaken taken;
  private final AuditTrail audit;
  private final Clock clock;

  TakenIn(
      WholeCollections collections,
      WholeDocuments documents,
      Versions versions,
      Passages passages,
      HiddenTexts hidden,
      TextParts inner,
      Tags tags,
      Keeping keeping,
      People people,
      Groups groups,
      List<BagPart> parts,
      Ingestion ingestion,
      BagsTaken taken,
      AuditTrail audit,
      Clock clock) {
    this.collections = collections;
    this.documents = documents;
    this.versions = versions;
    this.passages = passages;
    this.hidden = hidden;
    this.inner = inner;
    this.tags = tags;
    this.keeping = keeping;
    this.people = people;
    this.groups = groups;
    this.parts = parts;
    this.ingestion = ingestion;
    this.taken = taken;
    this.audit = audit;
    this.clock = clock;
  }

  /** All of it or, if it throws, nothing. */
  @Transactional(rollbackFor = Exception.class)
  public void put(UUID bag, BagContent content, JobRun job, Actor actor) throws IOException {
    var library = content.library();
    for (var name : library.parts()) {
      for (var part : parts) {
        if (part.name().equals(name)) {
          try (var in = content.part(name)) {
            part.read(in);
          }
        }
      }
    }
    var places = new HashMap<UUID, CollectionId>();
    int nobodys = 0;
    var here = groups.all().stream().collect(Collectors.toMap(Group::name, it -> it));
    for (var collection : library.collections()) {
      var access = access(collection, here);
      nobodys += collection.access().size() - access.size();
      places.put(collection.id(), put(collection, access, actor));
    }
    int all = 0;
    var left = new ArrayList<Version>();
    var paths = content.documents();
    for (var path : paths) {
      var document = content.document(path);
      var place = Objects.requireNonNull(places.get(document.collection()));
      left.addAll(put(content, document, place, actor));
      all += document.versions().size();
    }
    ingestion.goOn(left, job);
    taken.add(
        bag,
        new BagTaken(clock.instant(), actor.name(), places.size(), paths.size(), all, nobodys));
    audit.record(
        actor,
        AuditEvent.of("library.imported", "bag", bag)
            .with("documents", paths.size())
            .with("versions", all));
  }

  private CollectionId put(CollectionEntry collection, List<Access> access, Actor actor) {
    var id =
        collections.put(
            new Collection(
                new CollectionId(collection.id()),
                collection.name(),
                Label.of(collection.label()),
                collection.createdAt()),
            access,
            actor);
    var rule = ContentCheck.rule(collection);
    if (!rule.equals(KeepingRule.NONE)) {
      keeping.set(id, rule, actor);
    }
    return id;
  }

  private List<Access> access(CollectionEntry collection, Map<String, Group> here) {
    return collection.access().stream().flatMap(it -> access(it, here).stream()).toList();
  }

  private Optional<Access> access(AccessEntry entry, Map<String, Group> here) {
    var right = Right.of(entry.right());
    if (entry.user() != null) {
      return people.find(entry.user()).map(it -> Access.ofUser(it.id(), right));
    }
    if (entry.group() != null) {
      return Optional.ofNullable(here.get(entry.group())).map(it -> Access.ofGroup(it.id(), right));
    }
    return Optional.of(Access.ofEveryone(right));
  }

  /** Those of its versions for which something is left to do. */
  private List<Version> put(
      BagContent content, DocumentEntry document, CollectionId place, Actor actor)
      throws IOException {
    var id = new DocumentId(document.id());
    var its =
        document.versions().stream().map(it -> it.version(id, standing(document, it))).toList();
    documents.put(document.whole(place, its), actor.user());
    for (var version : document.versions()) {
      putText(content, document, version);
    }
    tags.put(id, document.tags().stream().map(TagEntry::assigned).toList());
    return its.stream().filter(version -> !version.status().isSettled()).toList();
  }

  private void putText(BagContent content, DocumentEntry document, VersionEntry version)
      throws IOException {
    var text = content.text(document, version);
    if (text == null) {
      return;
    }
    var cut = content.passages(document, version);
    var id = new io.cloister.library.VersionId(version.id());
    versions.keepText(
        id,
        new PlainText(text, cut.pageStarts()),
        new ReadFacts(version.mediaType(), version.pages(), version.language()));
    passages.replace(id, cut.of(text, id));
    hidden.replace(id, cut.unseen());
    inner.replace(id, cut.within());
  }

  /** What has its text is not read again; only what readers find is indexed. */
  private static Status standing(DocumentEntry document, VersionEntry version) {
    var was = Status.of(version.status());
    if (was == Status.FAILED || was == Status.QUARANTINED) {
      return was;
    }
    if (version.text() == null) {
      return Status.RECEIVED;
    }
    boolean isFound = version.number() == document.currentVersion() && document.binnedAt() == null;
    return isFound ? Status.INDEXING : Status.READY;
  }
}
