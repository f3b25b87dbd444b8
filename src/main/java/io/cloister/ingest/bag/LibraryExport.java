package io.cloister.ingest.bag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.ingest.bag.DocumentEntry.TagEntry;
import io.cloister.ingest.bag.DocumentEntry.VersionEntry;
import io.cloister.ingest.bag.LibraryEntry.AccessEntry;
import io.cloister.ingest.bag.LibraryEntry.CollectionEntry;
import io.cloister.ingest.bag.LibraryEntry.KeepingEntry;
import io.cloister.library.AccessScope;
import io.cloister.library.NotFound;
import io.cloister.library.Version;
import io.cloister.library.bag.BagPart;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.collection.WholeCollections;
import io.cloister.library.document.Versions;
import io.cloister.library.document.WholeDocuments;
import io.cloister.library.document.WholeDocuments.Whole;
import io.cloister.library.keeping.Keeping;
import io.cloister.library.original.Originals;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.Passages;
import io.cloister.library.text.TextParts;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Writes the library, or one collection of it, as a bag that an empty Cloister takes in. */
@Service
public class LibraryExport {

  static final String FORM = "Cloister-Library";
  static final String FORM_VERSION = "1";

  private static final int AT_ONCE = 50;

  private final Collections collections;
  private final WholeCollections wholeCollections;
  private final WholeDocuments documents;
  private final Versions versions;
  private final Passages passages;
  private final HiddenTexts hidden;
  private final TextParts inner;
  private final Tags tags;
  private final Keeping keeping;
  private final Originals originals;
  private final People people;
  private final Groups groups;
  private final List<BagPart> parts;
  private final BagFiles files;
  private final AuditTrail audit;
  private final JsonMapper json;
  private final Clock clock;

  LibraryExport(
      Collections collections,
      WholeCollections wholeCollections,
      WholeDocuments documents,
      Versions versions,
      Passages passages,
      HiddenTexts hidden,
      TextParts inner,
      Tags tags,
      Keeping keeping,
      Originals originals,
      People people,
      Groups groups,
      List<BagPart> parts,
      BagFiles files,
      AuditTrail audit,
      JsonMapper json,
      Clock clock) {
    this.collections = collections;
    this.wholeCollections = wholeCollections;
    this.documents = documents;
    this.versions = versions;
    this.passages = passages;
    this.hidden = hidden;
    this.inner = inner;
    this.tags = tags;
    this.keeping = keeping;
    this.originals = originals;
    this.people = people;
    this.groups = groups;
    this.parts = parts;
    this.files = files;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** What an actor exports. */
  public final class Begun {

    private final AccessScope scope;

    private Begun(AccessScope scope) {
      this.scope = scope;
    }

    /** The name of the file, as {@code cloister-library-2026-11-22.zip}. */
    public String fileName() {
      return "cloister-library-%s.zip"
          .formatted(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /**
     * Writes all of it (not closed), in constant memory.
     *
     * @throws IOException if the stream breaks off, or an original is damaged; what was written is
     *     then no ZIP file
     */
    public void writeTo(OutputStream out) throws IOException {
      write(scope, out);
    }
  }

  /**
   * Begins an export of what the actor may read, with what lies in its bin.
   *
   * @param collection id or name; null: all
   * @throws io.cloister.identity.NotAllowed unless an administrator asks
   * @throws NotFound if the actor may not read the collection
   */
  public Begun begin(@Nullable String collection, Actor actor) {
    actor.require(Role.ADMIN, "export the library");
    var all = collections.scopeOf(actor);
    var scope =
        collection == null
            ? all
            : all.narrowedTo(Set.of(collections.require(collection, actor, Right.READ).id()));
    audit.record(
        actor,
        new AuditEvent("library.exported", "", Map.of())
            .with("collections", scope.collections().size()));
    return new Begun(scope);
  }

  /** The collections that an export by the actor leaves out, because they may not read them. */
  public List<String> leftOut(Actor actor) {
    var scope = collections.scopeOf(actor);
    return collections.administered(actor).stream()
        .filter(it -> !scope.covers(it.id()))
        .map(Collection::name)
        .toList();
  }

  private void write(AccessScope scope, OutputStream out) throws IOException {
    try (var bag = new BagWriter(out, files.scratch())) {
      for (var part : parts) {
        bag.add(part.name(), to -> part.write(to, scope));
      }
      bag.add(LibraryEntry.PATH, to -> to.write(json.writeValueAsBytes(library(scope))));
      var page = documents.after(null, AT_ONCE, scope);
      while (!page.isEmpty()) {
        var tagged = tags.assigned(page.stream().map(it -> it.document().id()).toList());
        for (var whole : page) {
          var its = tagged.getOrDefault(whole.document().id(), List.of());
          write(whole, its.stream().map(TagEntry::of).toList(), bag);
        }
        page = documents.after(page.getLast().document().id(), AT_ONCE, scope);
      }
      var info = new LinkedHashMap<String, String>();
      info.put("Bag-Software-Agent", "Cloister");
      info.put("Bagging-Date", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString());
      info.put(FORM, FORM_VERSION);
      bag.finish(info);
    }
  }

  private LibraryEntry library(AccessScope scope) {
    return new LibraryEntry(
        wholeCollections.of(scope).stream().map(this::entry).toList(),
        parts.stream().map(BagPart::name).toList());
  }

  private CollectionEntry entry(Collection collection) {
    var rule = keeping.of(collection.id());
    return new CollectionEntry(
        collection.id().value(),
        collection.name(),
        collection.label().word(),
        collection.createdAt(),
        new KeepingEntry(rule.keepDays(), rule.binDays(), rule.hold()),
        collections.accessOf(collection.id()).stream().flatMap(it -> named(it).stream()).toList());
  }

  /** Nobody's right is left out: whom it names is known, or has gone and has none. */
  private java.util.Optional<AccessEntry> named(Access access) {
    var right = access.right().word();
    if (access.user() != null) {
      return people.find(access.user()).map(it -> new AccessEntry(it.name(), null, right));
    }
    if (access.group() != null) {
      return groups.find(access.group()).map(it -> new AccessEntry(null, it.name(), right));
    }
    return java.util.Optional.of(new AccessEntry(null, null, right));
  }

  /** What was purged meanwhile is left out: nothing names what was written of it. */
  private void write(Whole whole, List<TagEntry> its, BagWriter bag) throws IOException {
    var entries = new ArrayList<VersionEntry>();
    try {
      for (var version : whole.versions()) {
        entries.add(write(version, bag));
      }
    } catch (NotFound e) {
      if (documents.isThere(whole.document().id())) {
        throw new IOException("the bytes of a version are missing: " + e.getMessage(), e);
      }
      return;
    }
    var entry = DocumentEntry.of(whole, its, entries);
    bag.add(entry.folder() + DocumentEntry.FILE, to -> to.write(json.writeValueAsBytes(entry)));
  }

  private VersionEntry write(Version version, BagWriter bag) throws IOException {
    var text = versions.text(version.id()).orElse(null);
    var entry = VersionEntry.of(version, text != null);
    var folder = DocumentEntry.folder(version.document().value());
    try (var bytes = originals.open(version)) {
      var written = bag.add(folder + entry.file(), bytes::transferTo);
      if (!written.equals(version.sha256())) {
        throw new IOException("the original " + version.sha256() + " is damaged");
      }
    }
    if (text != null && entry.text() != null && entry.passages() != null) {
      bag.add(folder + entry.text(), to -> to.write(text.text().getBytes(UTF_8)));
      var cut =
          PassagesEntry.of(
              text, passages.of(version.id()), hidden.of(version.id()), inner.of(version.id()));
      bag.add(folder + entry.passages(), to -> to.write(json.writeValueAsBytes(cut)));
    }
    return entry;
  }
}
