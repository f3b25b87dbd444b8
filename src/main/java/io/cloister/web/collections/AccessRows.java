package io.cloister.web.collections;

import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who has which right in a collection, by name. */
@Component
class AccessRows {

  private final Collections collections;
  private final People people;
  private final Groups groups;

  AccessRows(Collections collections, People people, Groups groups) {
    this.collections = collections;
    this.people = people;
    this.groups = groups;
  }

  /** The rights in the collection, everyone's first. */
  List<Row> of(Collection collection) {
    var known = subjects();
    return collections.accessOf(collection.id()).stream()
        .map(access -> new Row(subject(access, known), access.right()))
        .sorted(
            Comparator.comparing((Row row) -> !row.subject().key().equals(Subject.EVERYONE))
                .thenComparing(row -> row.subject().name(), String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  /** All that a right can be given to: everyone, the groups, the people who are not disabled. */
  List<Subject> subjects() {
    return Stream.of(
            Stream.of(new Subject(Subject.EVERYONE, "")),
            groups.all().stream().map(group -> Subject.of(group.id(), group.name())),
            people.all().stream()
                .filter(person -> !person.disabled())
                .map(person -> Subject.of(person.id(), person.displayName())))
        .flatMap(one -> one)
        .toList();
  }

  private Subject subject(Access access, List<Subject> known) {
    var key = Subject.keyOf(access);
    return known.stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .orElseGet(() ->
            new Subject(
                key,
                access.user() == null
                    ? key
                    : people.find(access.user()).map(person -> person.displayName()).orElse(key)));
  }

  /** One right of one subject. */
  record Row(Subject subject, Right right) {}
}
