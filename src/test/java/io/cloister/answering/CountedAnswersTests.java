package io.cloister.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.library.CollectionId;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.search.PassageIndex;
import io.cloister.search.Shelf;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a conversation keeps of counted documents is told only as long as they may be read. */
@Running
class CountedAnswersTests {

  @Autowired Answering answering;
  @Autowired Threads threads;
  @Autowired Shelf shelf;
  @Autowired People people;
  @Autowired Collections collections;
  @Autowired Tags tags;
  @Autowired PassageIndex index;

  private final String tag = "zebrafinch" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
  private Actor reader;
  private CollectionId collection;

  @BeforeEach
  void aTaggedDocument() {
    reader = shelf.person(people, Role.STAFF);
    collection = shelf.collection();
    collections.setAccess(
        collection, List.of(Access.ofUser(reader.user(), Right.READ)), shelf.librarian());
    var document = shelf.add(collection, "Of finches", "A " + tag + " sings.");
    tags.assign(document, new Tag(UUID.randomUUID(), tag, "topics", Tag.Source.PERSON, 1), "test");
    index.refresh(document);
  }

  @Test
  void tellsNoTagAndNoCountOfWhatMayNotBeReadAnyMore() {
    var perTag = asked("How many documents are there per tag?", Set.of());
    var withWord = asked("How many documents mention " + tag + "?", Set.of());
    assertThat(words(perTag)).contains(tag);
    assertThat(words(withWord)).startsWith("There is one document ");
    assertThat(words(threads.read(perTag.thread(), reader).turns().getFirst()))
        .isEqualTo(words(perTag));

    collections.setAccess(collection, List.of(), shelf.librarian());

    assertThat(threads.read(perTag.thread(), reader).toString()).doesNotContain(tag);
    assertThat(words(threads.read(withWord.thread(), reader).turns().getFirst()))
        .startsWith("There is no document ");
  }

  @Test
  void namesNoDocumentThatIsNotTheOneAnyMore() {
    var newest = asked("What is the newest document mentioning " + tag + "?", Set.of());
    assertThat(words(newest)).contains("Of finches");
    shelf.add(collection, "Another", "A later " + tag + " sings.");

    var now = threads.read(newest.thread(), reader).turns().getFirst();

    assertThat(now.words().sentences()).isEmpty();
    assertThat(now.withheld()).isOne();
  }

  @Test
  void countsWithinTheCollectionsThatWereAsked() {
    var other = shelf.collection();
    collections.setAccess(
        other, List.of(Access.ofUser(reader.user(), Right.READ)), shelf.librarian());
    var asked = asked("How many documents mention " + tag + "?", Set.of(collection));
    shelf.add(other, "Elsewhere", "A " + tag + " elsewhere.");

    assertThat(words(threads.read(asked.thread(), reader).turns().getFirst()))
        .isEqualTo(words(asked));
  }

  private Turn asked(String text, Set<CollectionId> within) {
    var question = new Question(text, Question.Mode.AUTO, within, Set.of(), null, null);
    return answering.ask(question, reader, Progress.NONE);
  }

  private static String words(Turn turn) {
    return String.join(" ", turn.words().sentences().stream().map(CheckedSentence::text).toList());
  }
}
