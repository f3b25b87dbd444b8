package io.cloister.web;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.library.Status;
import io.cloister.library.Version;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.BeanFactory;

/** Puts people, collections and documents into the running product, without reading any file. */
public class Shelf {

  public static final String PASSWORD = "a-long-password-of-a-tester";

  private final People people;
  private final Collections collections;
  private final Originals originals;
  private final Versions versions;
  private final Passages passages;

  public Shelf(BeanFactory product) {
    people = product.getBean(People.class);
    collections = product.getBean(Collections.class);
    originals = product.getBean(Originals.class);
    versions = product.getBean(Versions.class);
    passages = product.getBean(Passages.class);
  }

  public Actor person(String name, Role role) {
    var person = people.create(name, name, role, PASSWORD, null);
    return people.actor(person.id()).orElseThrow();
  }

  public Collection collection(String name, Actor creator) {
    return collections.create(name, Label.INTERNAL, creator);
  }

  /** A document of which nothing has been read yet. */
  public Version received(String title, Collection collection, Actor creator) {
    return versions.addDocument(
        new NewDocument(
            collection.id(),
            null,
            title,
            collection.label(),
            Map.of("author", "Sofia Brandt"),
            version(title, creator)));
  }

  public NewVersion version(String title, Actor creator) {
    try {
      var bytes = ("bytes of " + title).getBytes(StandardCharsets.UTF_8);
      return new NewVersion(
          originals.keep(new ByteArrayInputStream(bytes)).bytes(),
          title + ".txt",
          "text/plain",
          creator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document whose pages say this. */
  public Version ready(String title, Collection collection, Actor creator, String... pages) {
    var version = received(title, collection, creator);
    read(version, pages);
    return version;
  }

  /** Makes each page a passage; one page is a text without pages. */
  public void read(Version version, String... pages) {
    var text = new StringBuilder();
    var starts = new ArrayList<Integer>();
    var made = new ArrayList<Passage>();
    for (var page : pages) {
      starts.add(text.length());
      made.add(
          new Passage(
              version.id(),
              made.size(),
              pages.length == 1 ? null : made.size() + 1,
              text.length(),
              null,
              page));
      text.append(page).append('\n');
    }
    versions.keepText(
        version.id(),
        new PlainText(text.toString(), pages.length == 1 ? List.of() : starts),
        new ReadFacts("text/plain", pages.length == 1 ? null : pages.length, "en"));
    passages.replace(version.id(), made);
    versions.advance(version.id(), Status.READY);
  }
}
