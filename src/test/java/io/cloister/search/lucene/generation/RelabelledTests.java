package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.library.DocumentId;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import io.cloister.search.Generations;
import io.cloister.search.Generations.State;
import io.cloister.search.PassageIndex;
import io.cloister.search.Shelf;
import io.cloister.search.lucene.block.Indexed;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a policy keeps from a model is embedded as soon as its label lets it. */
@Running
class RelabelledTests {

  @LocalServerPort int port;
  @Autowired Generations generations;
  @Autowired LuceneGenerations open;
  @Autowired People people;
  @Autowired Documents documents;
  @Autowired PassageIndex passages;
  @Autowired Shelf shelf;

  StubVectors endpoint;
  Actor actor;
  int first;

  @BeforeEach
  void searchByAModelOutside() throws Exception {
    endpoint = new StubVectors(1);
    actor = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    first = open.active().number();
    var name = "vectors-" + UUID.randomUUID();
    Caller.admin(port)
        .post(
            "/api/v1/models/connections",
            """
            {"name":"%s","kind":"openai-compatible","baseUrl":"%s","boundary":"private",
             "models":[{"name":"m","kinds":["embedding"]}]}
            """
                .formatted(name, endpoint.address()));
    int number = generations.build(name + "/m", actor).number();
    await()
        .until(() ->
            generations.all(actor).stream()
                .anyMatch(one -> one.number() == number && one.state() == State.READY));
    generations.activate(number, actor);
  }

  @AfterEach
  void goBack() {
    int number = open.active().number();
    generations.activate(first, actor);
    generations.drop(number, actor);
    endpoint.close();
  }

  @Test
  void isEmbeddedOnceItsLabelLetsTheModelReadIt() {
    var added = shelf.addUnindexed(shelf.collection(), "Pay", "en", "A trombone was bought.");
    var memo = added.document();
    documents.change(memo, new DocumentChange(null, null, Label.CONFIDENTIAL, null));
    passages.index(added.id());
    assertThat(indexed(memo).vectors()).isEmpty();
    assertThat(indexed(memo).isBare()).isFalse();

    documents.change(memo, new DocumentChange("Pay rise", null, null, null));
    assertThat(indexed(memo).isBare()).as("still kept from it").isFalse();
    documents.change(memo, new DocumentChange(null, null, Label.INTERNAL, null));

    await().until(() -> indexed(memo).vectors().size() == 1);
  }

  private Indexed indexed(DocumentId document) {
    return open.active().index().read(one -> Indexed.of(document, one)).orElseThrow();
  }
}
