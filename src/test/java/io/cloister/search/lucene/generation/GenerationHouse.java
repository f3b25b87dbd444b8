package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.search.Generations;
import io.cloister.search.Generations.Generation;
import io.cloister.search.Generations.State;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.Shelf;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;

/**
 * A collection with two documents and a model beside the one that they are found by, of which
 * generations are built; what is searched at first is searched again in the end, and alone.
 */
final class GenerationHouse implements AutoCloseable {

  private final Caller admin;
  private final Generations generations;
  private final LuceneGenerations open;
  private final PassageSearch search;
  private final String name = "vectors-" + UUID.randomUUID();
  private final StubVectors endpoint = new StubVectors(1);
  private final Actor actor;
  private final CollectionId collection;
  private final DocumentId ferry;
  private final int first;

  GenerationHouse(BeanFactory product, int port) throws IOException {
    admin = Caller.admin(port);
    generations = product.getBean(Generations.class);
    open = product.getBean(LuceneGenerations.class);
    search = product.getBean(PassageSearch.class);
    var people = product.getBean(People.class);
    actor = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    connect(name, endpoint);
    var shelf = product.getBean(Shelf.class);
    collection = shelf.collection();
    ferry = shelf.add(collection, "Timetable", "The ferry leaves the harbour at six.");
    shelf.add(collection, "Fleet", "Every automobile is inspected in spring.");
    first = open.active().number();
  }

  /** Of the connection whose model is {@code m}. */
  String name() {
    return name;
  }

  StubVectors endpoint() {
    return endpoint;
  }

  Actor actor() {
    return actor;
  }

  CollectionId collection() {
    return collection;
  }

  DocumentId ferry() {
    return ferry;
  }

  /** The generation that was searched at first. */
  int first() {
    return first;
  }

  void connect(String connection, StubVectors vectors) {
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","kind":"openai-compatible","baseUrl":"%s","boundary":"inside",
             "models":[{"name":"m","kinds":["embedding"],"inputMicrosPerMillionTokens":20000}]}
            """
                .formatted(connection, vectors.address()));
    assertThat(made.statusCode()).isEqualTo(201);
  }

  Generation built() {
    int number = generations.build(name + "/m", actor).number();
    await().until(() -> state(number) == State.READY);
    return generations.all(actor).stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .orElseThrow();
  }

  State state(int number) {
    return generations.all(actor).stream()
        .filter(one -> one.number() == number)
        .map(Generation::state)
        .findFirst()
        .orElseThrow();
  }

  List<DocumentId> found(String words) {
    return ids(SearchQuery.of(words, Grouping.DOCUMENT, 10));
  }

  List<DocumentId> meant(String words) {
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

  @Override
  public void close() {
    if (open.active().number() != first) {
      generations.activate(first, actor);
    }
    generations.all(actor).stream()
        .filter(one -> one.number() != first)
        .forEach(one -> generations.drop(one.number(), actor));
    endpoint.close();
  }
}
