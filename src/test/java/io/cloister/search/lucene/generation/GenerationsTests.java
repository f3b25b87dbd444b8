package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.Conflict;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.search.EmbeddingCourse;
import io.cloister.search.Generations;
import io.cloister.search.Generations.Case;
import io.cloister.search.Generations.Generation;
import io.cloister.search.Generations.State;
import io.cloister.search.IndexUnavailable;
import io.cloister.search.PassageIndex;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.Shelf;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.files.SearchProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Running
class GenerationsTests {

  @LocalServerPort int port;
  @Autowired Generations generations;
  @Autowired LuceneGenerations open;
  @Autowired GenerationRows rows;
  @Autowired GenerationBuilder builder;
  @Autowired SearchProperties properties;
  @Autowired JdbcClient jdbc;
  @Autowired PassageSearch search;
  @Autowired People people;
  @Autowired Documents documents;
  @Autowired Versions versions;
  @Autowired PassageIndex passages;
  @Autowired Shelf shelf;
  @Autowired JsonMapper json;

  String name;
  StubVectors endpoint;
  Caller admin;
  Actor actor;
  CollectionId collection;
  DocumentId ferry;
  int first;

  @BeforeEach
  void connect() throws Exception {
    name = "vectors-" + UUID.randomUUID();
    endpoint = new StubVectors(1);
    admin = Caller.admin(port);
    actor = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    connect(name, endpoint);
    collection = shelf.collection();
    ferry = shelf.add(collection, "Timetable", "The ferry leaves the harbour at six.");
    shelf.add(collection, "Fleet", "Every automobile is inspected in spring.");
    first = open.active().number();
  }

  private String connect(String connection, StubVectors vectors) {
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","kind":"openai-compatible","baseUrl":"%s","boundary":"inside",
             "models":[{"name":"m","kinds":["embedding"],"inputMicrosPerMillionTokens":20000}]}
            """
                .formatted(connection, vectors.address()));
    assertThat(made.statusCode()).isEqualTo(201);
    return json.readTree(made.body()).path("id").asString("");
  }

  @AfterEach
  void goBack() {
    if (open.active().number() != first) {
      generations.activate(first, actor);
    }
    generations.all(actor).stream()
        .filter(one -> one.number() != first)
        .forEach(one -> generations.drop(one.number(), actor));
    endpoint.close();
  }

  @Test
  void buildsOneBesideComparesSwitchesGoesBackAndDrops() {
    var candidate =
        generations.candidates(actor).stream()
            .filter(one -> one.model().equals(name + "/m"))
            .findFirst()
            .orElseThrow();
    assertThat(candidate.tokens()).isPositive();
    assertThat(candidate.isActive()).isFalse();

    int number = built().number();
    assertThat(open.active().number()).isEqualTo(first);

    var comparison =
        generations.compare(
            number,
            List.of(
                new Case("When does the ferry leave?", Set.of(ferry)),
                new Case("inspected automobile", Set.of())),
            actor);
    assertThat(comparison.queries()).isGreaterThanOrEqualTo(2);
    assertThat(comparison.overlap()).isBetween(0.0, 1.0);
    assertThat(comparison.judged()).isOne();

    assertThat(generations.activate(number, actor).state()).isEqualTo(State.ACTIVE);
    assertThat(found("When does the ferry leave?")).startsWith(ferry);
    var later = shelf.add(collection, "Later", "A trombone was found.");
    assertThat(found("trombone")).startsWith(later);
    assertThat(meant("the ferry leaves the harbour at six")).startsWith(ferry);

    generations.activate(first, actor);
    assertThat(found("trombone")).startsWith(later);
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> generations.drop(first, actor));
    generations.drop(number, actor);
    assertThat(generations.all(actor)).extracting(Generation::number).containsExactly(first);
  }

  @Test
  void bringsWhatIsEmbeddedAtTheSwitchIntoTheOneThatIsSearchedThen() {
    int number = built().number();
    var coming = shelf.addUnindexed(collection, "Later", "en", "A trombone was found.");
    versions.advance(coming.id(), Status.INDEXING);

    passages.index(List.of(coming.id()), switching(number));

    var brought = open.active().index().read(one -> Indexed.of(coming.document(), one));
    assertThat(open.active().number()).isEqualTo(number);
    assertThat(brought.orElseThrow().isBare()).isFalse();
    versions.advance(coming.id(), Status.READY);
  }

  private EmbeddingCourse switching(int number) {
    return new EmbeddingCourse() {
      @Override
      public void embedded() {
        generations.activate(number, actor);
      }

      @Override
      public boolean isStopped() {
        return false;
      }
    };
  }

  @Test
  void switchesToNoneThatWasDroppedMeanwhile() {
    var other = open.other(built().number()).orElseThrow();
    generations.drop(other.number(), actor);

    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> open.activate(other));

    assertThat(generations.all(actor))
        .singleElement()
        .satisfies(one -> assertThat(one.state()).isEqualTo(State.ACTIVE));
    assertThat(found("When does the ferry leave?")).startsWith(ferry);
  }

  @Test
  void dropsNoneThatWasSwitchedToMeanwhile() {
    var other = open.other(built().number()).orElseThrow();
    generations.activate(other.number(), actor);

    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> open.drop(other));

    assertThat(found("When does the ferry leave?")).startsWith(ferry);
  }

  @Test
  void takesNoneForBuiltThatIsStoppedWhileWordsArePutIn() throws Exception {
    var known = open.active().row();
    var row =
        new GenerationRows.Row(
            open.nextNumber(),
            known.model(),
            known.fingerprint(),
            known.probes(),
            State.BUILDING,
            Instant.now(),
            "",
            null);
    rows.insert(row);
    var building = open.open(row);
    building.reconciliation().stop();

    builder.step(building);

    assertThat(state(row.number())).isEqualTo(State.BUILDING);
  }

  @Test
  void takesNoNumberWhoseFilesAreStillThere() throws IOException {
    int left = open.nextNumber();
    var folder = Files.createDirectory(properties.index().resolve("generation-" + left));

    assertThat(built().number()).isGreaterThan(left);
    Files.delete(folder);
  }

  @Test
  void forgetsAtTheStartWhatADeathKeptFromThoseBeside() {
    var beside = open.other(built().number()).orElseThrow();
    jdbc.sql("delete from document where id = ?").param(ferry.value()).update();

    builder.start();

    await().until(() -> beside.index().read(one -> Indexed.of(ferry, one)).isEmpty());
  }

  @Test
  void mendsAfterAFullDiskWhatWasSwitchedTo() {
    generations.activate(built().number(), actor);
    var index = open.active().index();
    var lost = shelf.addUnindexed(collection, "Later", "en", "A trombone was found.");
    open.active().passages().indexWords(lost.id()); // and is not written to any file yet

    Thread.currentThread().interrupt(); // breaks its writer for good, as a full disk does
    assertThatExceptionOfType(IndexUnavailable.class).isThrownBy(index::commit);
    assertThat(Thread.interrupted()).isTrue();
    index.show();

    await().until(() -> found("trombone").contains(lost.document()));
  }

  @Test
  void makesTheVectorsThatTheModelFailedToMakeOnceItAnswers() {
    generations.activate(built().number(), actor);
    var failed = shelf.addUnindexed(collection, "Later", "en", "A trombone was found.");
    var ended = shelf.addUnindexed(collection, "Last", "en", "A tuba was found.");
    passages.indexWords(List.of(ended.id()));
    endpoint.answer(0);
    passages.index(failed.id());
    assertThat(isBare(failed.document())).isTrue();

    endpoint.answer(Integer.MAX_VALUE);
    await()
        .until(() -> {
          open.active().reconciliation().tryAgain();
          return !isBare(failed.document());
        });

    assertThat(isBare(ended.document())).as("what somebody ended").isTrue();
  }

  private boolean isBare(DocumentId document) {
    return open.active().index().read(one -> Indexed.of(document, one)).orElseThrow().isBare();
  }

  @Test
  void goesOnWhereItWasWhenTheModelAnswersAgain() {
    endpoint.answer(6); // five for the probes
    int number = generations.build(name + "/m", actor).number();
    await().until(() -> open.other(number).orElseThrow().problem() != null);

    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> generations.activate(number, actor));
    endpoint.answer(Integer.MAX_VALUE);
    await().until(() -> state(number) == State.READY);
  }

  @Test
  void knowsTheSameModelAtAnotherAddressByItsVectors() throws Exception {
    int number = built().number();
    try (var moved = new StubVectors(1)) {
      var other = name + "-moved";
      connect(other, moved);

      var recognised = generations.build(other + "/m", actor);

      assertThat(recognised.number()).isEqualTo(number);
      assertThat(recognised.model()).isEqualTo(other + "/m");
      assertThat(recognised.state()).isEqualTo(State.READY);
    }
  }

  @Test
  void forgetsWhatIsPurgedInAllOfThem() {
    int number = built().number();

    documents.purge(ferry);

    await()
        .until(() ->
            open.other(number)
                .orElseThrow()
                .index()
                .read(searcher -> Indexed.of(ferry, searcher))
                .isEmpty());
  }

  private Generation built() {
    int number = generations.build(name + "/m", actor).number();
    await().until(() -> state(number) == State.READY);
    return generations.all(actor).stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .orElseThrow();
  }

  private State state(int number) {
    return generations.all(actor).stream()
        .filter(one -> one.number() == number)
        .map(Generation::state)
        .findFirst()
        .orElseThrow();
  }

  private List<DocumentId> found(String words) {
    return ids(SearchQuery.of(words, Grouping.DOCUMENT, 10));
  }

  private List<DocumentId> meant(String words) {
    var query = SearchQuery.of(words, Grouping.DOCUMENT, 10);
    return ids(
        new SearchQuery(
            words,
            SearchQuery.Mode.SEMANTIC,
            query.filter(),
            query.sort(),
            query.grouping(),
            0,
            10,
            false));
  }

  private List<DocumentId> ids(SearchQuery query) {
    return search.find(query, AccessScope.of(collection)).hits().stream()
        .map(hit -> hit.document().id())
        .toList();
  }
}
