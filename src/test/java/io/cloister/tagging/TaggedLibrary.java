package io.cloister.tagging;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.NewDocument;
import io.cloister.library.document.NewVersion;
import io.cloister.library.document.ReadFacts;
import io.cloister.library.document.Versions;
import io.cloister.library.original.Originals;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import io.cloister.library.text.PlainText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** An editor with a collection of their own, for tests that tag documents. */
final class TaggedLibrary {

  static final String TEXT =
      """
      The data retention policy says how long personal data may be kept. Every department names \
      a records manager.

      Applications of candidates are kept for six months; the data retention policy then demands \
      their deletion. Invoices fall under tax law and are kept for ten years.
      """;

  final Actor admin;
  final Actor editor;
  final Collection collection;

  private final People people;
  private final Versions versions;
  private final Passages passages;
  private final Originals originals;

  TaggedLibrary(ApplicationContext context) {
    people = context.getBean(People.class);
    versions = context.getBean(Versions.class);
    passages = context.getBean(Passages.class);
    originals = context.getBean(Originals.class);
    admin = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    editor = person(Role.EDITOR);
    collection =
        context
            .getBean(Collections.class)
            .create("tagging " + UUID.randomUUID(), Label.INTERNAL, editor);
  }

  Actor person(Role role) {
    var person = people.create("tagging-" + UUID.randomUUID(), "", role, null, admin);
    return people.actor(person.id()).orElseThrow();
  }

  /** A document of one passage, ready. */
  DocumentId document(String text) throws IOException {
    try (var bytes =
        new ByteArrayInputStream((text + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8))) {
      var version =
          versions.addDocument(
              new NewDocument(
                  collection.id(),
                  null,
                  "A document",
                  Label.INTERNAL,
                  Map.of(),
                  new NewVersion(originals.keep(bytes).bytes(), "a.txt", "text/plain", editor)));
      versions.keepText(
          version.id(), new PlainText(text, List.of(0)), new ReadFacts("text/plain", 1, "en"));
      passages.replace(version.id(), List.of(new Passage(version.id(), 0, 1, 0, null, text)));
      versions.advance(version.id(), Status.READY);
      return version.document();
    }
  }
}
