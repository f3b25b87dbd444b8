package io.cloister.search;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.NewDocument;
import io.cloister.library.document.NewVersion;
import io.cloister.library.document.ReadFacts;
import io.cloister.library.document.Versions;
import io.cloister.library.original.Originals;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import io.cloister.library.text.PlainText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts documents into the library as ingesting does, without files. */
@Component
public class Shelf {

  private static final Actor LIBRARIAN =
      new Actor(new UserId(UUID.randomUUID()), "librarian", Role.ADMIN, Set.of());

  private final Versions versions;
  private final Passages passages;
  private final Originals originals;
  private final Collections collections;
  private final Tags tags;
  private final PassageIndex index;

  Shelf(
      Versions versions,
      Passages passages,
      Originals originals,
      Collections collections,
      Tags tags,
      PassageIndex index) {
    this.versions = versions;
    this.passages = passages;
    this.originals = originals;
    this.collections = collections;
    this.tags = tags;
    this.index = index;
  }

  /** Who may do everything in the collections made here. */
  public Actor librarian() {
    return LIBRARIAN;
  }

  /** A new person with nothing but the role. */
  public Actor person(People people, Role role) {
    var person = people.create("search-" + UUID.randomUUID(), "", role, null, null);
    return people.actor(person.id()).orElseThrow();
  }

  /** A new collection under a name of its own. */
  public CollectionId collection() {
    return collections.create("search-" + UUID.randomUUID(), Label.INTERNAL, LIBRARIAN).id();
  }

  /** Adds and indexes a document in English; each text is a passage. */
  public DocumentId add(CollectionId collection, String title, String... texts) {
    var version = addUnindexed(collection, title, "en", texts);
    index.index(version.id());
    return version.document();
  }

  public DocumentId addIn(String language, CollectionId collection, String title, String... texts) {
    var version = addUnindexed(collection, title, language, texts);
    index.index(version.id());
    return version.document();
  }

  /** Gives a document a tag, as a person does. */
  public void tag(DocumentId document, String name) {
    tags.assign(
        document, new Tag(UUID.randomUUID(), name, "topics", Tag.Source.PERSON, 1), "librarian");
    index.refresh(document);
  }

  /** Adds a document that is ready but not in the index. */
  public Version addUnindexed(
      CollectionId collection, String title, String language, String... texts) {
    var version =
        versions.addDocument(
            new NewDocument(collection, null, title, Label.INTERNAL, Map.of(), fresh(title)));
    return read(version, language, texts);
  }

  /** Adds a version that is ready but not in the index. */
  public Version addVersion(Version earlier, String... texts) {
    return read(versions.addVersion(earlier.document(), fresh("later")), "en", texts);
  }

  private NewVersion fresh(String title) {
    var bytes = (title + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    try (var kept = originals.keep(new ByteArrayInputStream(bytes))) {
      return new NewVersion(kept.bytes(), title + ".txt", "text/plain", LIBRARIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Version read(Version version, String language, String... texts) {
    versions.keepText(
        version.id(),
        new PlainText(String.join("\n", texts), List.of()),
        new ReadFacts("text/plain", null, language));
    var made = new ArrayList<Passage>();
    int start = 0;
    for (var text : texts) {
      made.add(new Passage(version.id(), made.size(), null, start, null, text));
      start += text.length() + 1;
    }
    passages.replace(version.id(), made);
    versions.advance(version.id(), Status.READY);
    return versions.require(version.id());
  }
}
