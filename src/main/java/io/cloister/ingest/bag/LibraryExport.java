package io.cloister.ingest.bag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.SignedIn;
import io.cloister.ingest.bag.DocumentEntry.TagEntry;
import io.cloister.ingest.bag.DocumentEntry.VersionEntry;
import io.cloister.library.AccessScope;
import io.cloister.library.NotFound;
import io.cloister.library.Version;
import io.cloister.library.bag.BagPart;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.WholeDocuments;
import io.cloister.library.document.WholeDocuments.Whole;
import io.cloister.library.original.Originals;
import io.cloister.library.tag.Tags;
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
import java.util.function.Supplier;
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
  private final BaggedCollections bagged;
  private final WholeDocuments documents;
  private final BaggedTexts texts;
  private final Tags tags;
  private final Originals originals;
  private final List<BagPart> parts;
  private final BagFiles files;
  private final AuditTrail audit;
  private final JsonMapper json;
  private final Clock clock;

  LibraryExport(
      Collections collections,
      BaggedCollections bagged,
      WholeDocuments documents,
      BaggedTexts texts,
      Tags tags,
      Originals originals,
      List<BagPart> parts,
      BagFiles files,
      AuditTrail audit,
      JsonMapper json,
      Clock clock) {
    this.collections = collections;
    this.bagged = bagged;
    this.documents = documents;
    this.texts = texts;
    this.tags = tags;
    this.originals = originals;
    this.parts = parts;
    this.files = files;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** What an actor exports. */
  public final class Begun {

    private final AccessScope scope;
    private final Supplier<AccessScope> now;

    private Begun(AccessScope scope, Supplier<AccessScope> now) {
      this.scope = scope;
      this.now = now;
    }

    /** The name of the file, as {@code cloister-library-2026-11-22.zip}. */
    public String fileName() {
      return "cloister-library-%s.zip"
          .formatted(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /**
     * Writes all of it (not closed), in constant memory.
     *
     * @throws IOException if the stream breaks off, an original is damaged, or the right to read
     *     one of the collections was withdrawn meanwhile; what was written is then no ZIP file
     */
    public void writeTo(OutputStream out) throws IOException {
      write(scope, now, out);
    }
  }

  /**
   * Begins an export of what the actor may read, with what lies in its bin.
   *
   * @param collection id or name; null: all
   * @throws io.cloister.identity.NotAllowed unless an administrator asks
   * @throws NotFound if the actor may not read the collection
   */
  public Begun begin(@Nullable String collection, SignedIn reader) {
    var actor = reader.actor();
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
    return new Begun(scope, () -> now(reader));
  }

  private AccessScope now(SignedIn reader) {
    return reader
        .now()
        .filter(actor -> actor.is(Role.ADMIN))
        .map(collections::scopeOf)
        .orElse(AccessScope.of());
  }

  /** The collections that an export by the actor leaves out, because they may not read them. */
  public List<String> leftOut(Actor actor) {
    var scope = collections.scopeOf(actor);
    return collections.administered(actor).stream()
        .filter(it -> !scope.covers(it.id()))
        .map(Collection::name)
        .toList();
  }

  private void write(AccessScope scope, Supplier<AccessScope> now, OutputStream out)
      throws IOException {
    try (var bag = new BagWriter(out, files.scratch())) {
      for (var part : parts) {
        bag.add(part.name(), to -> part.write(to, scope));
      }
      bag.add(LibraryEntry.PATH, to -> to.write(json.writeValueAsBytes(library(scope))));
      var page = documents.after(null, AT_ONCE, scope);
      while (!page.isEmpty()) {
        if (!now.get().collections().containsAll(scope.collections())) {
          throw new IOException("a collection may not be exported any more by who began to");
        }
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
    return new LibraryEntry(bagged.entries(scope), parts.stream().map(BagPart::name).toList());
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
    var text = texts.find(version.id());
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
      var cut = texts.entry(version.id(), text);
      bag.add(folder + entry.passages(), to -> to.write(json.writeValueAsBytes(cut)));
    }
    return entry;
  }
}
