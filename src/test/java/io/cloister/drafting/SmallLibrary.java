package io.cloister.drafting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import io.cloister.library.Document;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
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
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Documents that were read, and people, made straight in the rooms that own them. */
final class SmallLibrary {

  static final String TRAVEL =
      """
      Travel and expenses policy

      This policy applies to every employee of Marenholt Instruments who travels for the company.

      Every trip must be approved by the head of the department before anything is booked. \
      Travellers must book trains in second class for journeys of less than four hours. \
      The company pays at most 140 euros for a night in a hotel. \
      Receipts must be handed in within 30 days after the return.

      Alcoholic drinks are never paid for by the company. \
      Employees who drive their own car are paid 0.30 euros for each kilometre. \
      The finance department answers questions about expenses and decides on exceptions in writing. \
      Claims that are handed in later than 90 days after the return are not paid.
      """;

  static final String GERMAN =
      """
      Richtlinie zur Aufbewahrung

      Diese Richtlinie gilt für alle Beschäftigten der Marenholt Instruments GmbH und ihrer Töchter.

      Rechnungen müssen zehn Jahre lang aufbewahrt werden, gerechnet vom Ende des Kalenderjahres. \
      Bewerbungen abgelehnter Bewerber werden nach sechs Monaten gelöscht. \
      Die Leitung der Abteilung ist dafür verantwortlich, dass die Fristen eingehalten werden. \
      Ausnahmen genehmigt der Datenschutzbeauftragte nur schriftlich und nur im Einzelfall.
      """;

  private final Versions versions;
  private final Passages passages;
  private final Documents documents;
  private final Originals originals;
  private final Collections collections;
  private final People people;
  private final Tokens tokens;
  private final Drafts drafts;

  SmallLibrary(ApplicationContext context) {
    versions = context.getBean(Versions.class);
    passages = context.getBean(Passages.class);
    documents = context.getBean(Documents.class);
    originals = context.getBean(Originals.class);
    collections = context.getBean(Collections.class);
    people = context.getBean(People.class);
    tokens = context.getBean(Tokens.class);
    drafts = context.getBean(Drafts.class);
  }

  Actor person(Role role) {
    var name = "drafter-" + UUID.randomUUID();
    return people.actor(people.create(name, name, role, null, null).id()).orElseThrow();
  }

  String tokenOf(Actor actor) {
    return tokens.issue(actor.user(), "test", null, null).secret();
  }

  Collection collectionOf(Actor actor) {
    return collections.create("drafts " + UUID.randomUUID(), Label.INTERNAL, actor);
  }

  /** A document in the collection that everyone reads. */
  Document document(String title, String text, String language, Actor by) {
    var library = collections.find(Collections.LIBRARY, by);
    return document(library, title, text, language, by);
  }

  Document document(Collection in, String title, String text, String language, Actor by) {
    var version =
        versions.addDocument(
            new NewDocument(in.id(), null, title, in.label(), Map.of(), fresh(title, text, by)));
    read(version.id(), text, language);
    return documents.require(version.document(), collections.scopeOf(by));
  }

  Version newVersion(Document document, String text, Actor by) {
    var version = versions.addVersion(document.id(), fresh(document.title(), text, by));
    read(version.id(), text, "en");
    return version;
  }

  private NewVersion fresh(String title, String text, Actor by) {
    try {
      var bytes = originals.keep(new ByteArrayInputStream(text.getBytes(UTF_8))).bytes();
      return new NewVersion(bytes, title + ".txt", "text/plain", by);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A passage for each paragraph. */
  private void read(VersionId version, String text, String language) {
    versions.keepText(
        version, new PlainText(text, List.of(0)), new ReadFacts("text/plain", 1, language));
    var all = new ArrayList<Passage>();
    int from = 0;
    for (var paragraph : text.split("\n\n")) {
      int start = text.indexOf(paragraph, from);
      all.add(new Passage(version, all.size(), 1, start, null, paragraph.strip()));
      from = start + paragraph.length();
    }
    passages.replace(version, all);
    versions.advance(version, Status.READY);
  }

  /** The draft once it is written. */
  Draft written(Draft wanted) {
    return await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> drafts.require(wanted.id(), wanted.owner()),
            now -> now.state() != Draft.State.GENERATING);
  }
}
