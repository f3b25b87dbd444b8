package io.cloister.ingest.bag;

import io.cloister.governance.Label;
import io.cloister.ingest.bag.BagRefused.Problem;
import io.cloister.ingest.bag.DocumentEntry.TagEntry;
import io.cloister.ingest.bag.DocumentEntry.VersionEntry;
import io.cloister.ingest.bag.LibraryEntry.CollectionEntry;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.Sha256;
import io.cloister.library.Status;
import io.cloister.library.VersionId;
import io.cloister.library.bag.BagPart;
import io.cloister.library.collection.Right;
import io.cloister.library.keeping.KeepingRule;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

/** Looks whether what a bag says of its library can be put into a library at all. */
@Component
class ContentCheck {

  private static final int LONGEST_METADATA = 100_000;
  private static final int LONGEST_PASSAGE = 100_000;

  private final List<BagPart> parts;
  private final JsonMapper json;

  ContentCheck(List<BagPart> parts, JsonMapper json) {
    this.parts = parts;
    this.json = json;
  }

  /**
   * @param addresses of the files that are in the bag
   * @throws BagRefused if something contradicts itself, is missing or too long
   */
  void check(BagContent content, Map<String, Sha256> addresses) throws IOException {
    var library = content.library();
    var collections = new HashSet<UUID>();
    var names = new HashSet<String>();
    told(
        LibraryEntry.PATH,
        () -> {
          for (var collection : library.collections()) {
            check(collection);
            Assert.isTrue(
                collections.add(collection.id()) && names.add(collection.name()),
                "a collection is there twice");
          }
        });
    for (var name : library.parts()) {
      checkPart(name, content);
    }
    var ids = new HashSet<UUID>();
    var externals = new HashSet<List<Object>>(); // of each collection
    for (var path : content.documents()) {
      var document = content.document(path);
      told(
          path,
          () -> {
            Assert.isTrue(
                path.equals(document.folder() + DocumentEntry.FILE), "its id is another's");
            Assert.isTrue(
                collections.contains(document.collection()), "its collection is not there");
            check(document, addresses, ids);
            Assert.isTrue(
                document.externalId() == null
                    || externals.add(List.of(document.collection(), document.externalId())),
                "an external id is there twice");
          });
      for (var version : document.versions()) {
        told(
            path,
            () ->
                Assert.isTrue(
                    version.bytes() == content.bytes(document, version),
                    "a version has more bytes or fewer than its file"));
        checkText(content, document, version, path);
      }
    }
  }

  private void checkPart(String name, BagContent content) throws IOException {
    var part =
        parts.stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new BagRefused(Problem.VERSION, "A part is not known here: " + Paths.shown(name)));
    try (var in = content.part(name)) {
      part.check(in);
    } catch (IllegalArgumentException e) {
      throw new BagRefused(Problem.CONTENT, Paths.shown(name) + ": " + e.getMessage());
    }
  }

  private static void check(CollectionEntry collection) {
    Assert.notNull(collection.id(), "an id is missing");
    text(collection.name(), 200);
    Label.of(collection.label());
    Assert.notNull(collection.createdAt(), "a time is missing");
    rule(collection);
    collection
        .access()
        .forEach(it ->
            Assert.isTrue(
                (it.user() == null || it.group() == null) && Right.of(it.right()) != null,
                "a right is a user's or a group's"));
  }

  static KeepingRule rule(CollectionEntry collection) {
    var keeping = collection.keeping();
    return new KeepingRule(keeping.keepDays(), keeping.binDays(), keeping.hold());
  }

  private void check(DocumentEntry document, Map<String, Sha256> addresses, Set<UUID> ids) {
    Assert.isTrue(ids.add(document.id()), "an id is there twice");
    text(document.title(), 1_000);
    most(document.externalId(), 500);
    Assert.isTrue(
        json.writeValueAsString(document.metadata()).length() <= LONGEST_METADATA,
        "the metadata are too long");
    var terms = new HashSet<UUID>();
    for (var tag : document.tags()) {
      check(tag);
      Assert.isTrue(terms.add(tag.term()), "a tag is there twice");
    }
    var numbers = new HashSet<Integer>();
    for (var version : document.versions()) {
      Assert.isTrue(ids.add(version.id()), "an id is there twice");
      Assert.isTrue(
          version.number() > 0 && numbers.add(version.number()), "a number is there twice");
      check(version);
      var address = addresses.get(document.folder() + version.file());
      Assert.isTrue(
          address != null && address.hex().equals(version.sha256()),
          "a version's bytes are not those of its file");
      version.version(new DocumentId(document.id()), Status.of(version.status()));
    }
    // as it will be put in
    document.whole(
        new CollectionId(document.collection()),
        document.versions().stream()
            .map(it -> it.version(new DocumentId(document.id()), Status.of(it.status())))
            .toList());
    Assert.isTrue(
        document.createdAt() != null && document.updatedAt() != null, "a time is missing");
  }

  private static void check(TagEntry tag) {
    text(tag.name(), 300);
    text(tag.vocabulary(), 200);
    text(tag.assignedBy(), 200);
    Assert.isTrue(tag.term() != null && tag.assignedAt() != null, "a tag is not whole");
    Assert.isTrue(tag.confidence() >= 0 && tag.confidence() <= 1, "a confidence is from 0 to 1");
    tag.assigned();
  }

  private static void check(VersionEntry version) {
    text(version.fileName(), 500);
    text(version.mediaType(), 200);
    text(version.createdBy(), 200);
    most(version.failureDetail(), 2_000);
    most(version.language(), 20);
    Assert.isTrue(version.createdAt() != null && version.bytes() >= 0, "a version is not whole");
    Assert.isTrue(version.pages() == null || version.pages() >= 0, "pages are counted from 0");
    Assert.isTrue(
        (version.text() == null) == (version.passages() == null), "a text is without passages");
  }

  private static void checkText(
      BagContent content, DocumentEntry document, VersionEntry version, String path)
      throws IOException {
    var text = content.text(document, version);
    if (text == null) {
      return;
    }
    var passages = content.passages(document, version);
    told(
        path,
        () -> {
          StretchCheck.check(passages, text);
          for (var passage : passages.of(text, new VersionId(version.id()))) {
            Assert.isTrue(passage.text().length() <= LONGEST_PASSAGE, "a passage is too long");
            most(passage.heading(), 500);
          }
        });
  }

  private static void text(@Nullable String text, int most) {
    Assert.hasText(text, "a name is missing");
    most(text, most);
  }

  private static void most(@Nullable String text, int most) {
    Assert.isTrue(text == null || text.length() <= most, "something is too long");
  }

  private static void told(String path, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException | NullPointerException e) {
      var why = e instanceof NullPointerException ? "something is missing" : e.getMessage();
      throw new BagRefused(Problem.CONTENT, "%s: %s".formatted(Paths.shown(path), why));
    }
  }
}
