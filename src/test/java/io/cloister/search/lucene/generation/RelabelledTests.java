package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.library.DocumentId;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import io.cloister.models.route.Routes;
import io.cloister.models.route.Routing;
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

/** What a policy keeps from a model is embedded as soon as its label, or the policy, lets it. */
@Running
class RelabelledTests {

  @LocalServerPort int port;
  @Autowired Generations generations;
  @Autowired LuceneGenerations open;
  @Autowired People people;
  @Autowired Documents documents;
  @Autowired PassageIndex passages;
  @Autowired Shelf shelf;
  @Autowired Routes routes;

  StubVectors endpoint;
  Actor actor;
  int first;
  String connection;

  @BeforeEach
  void searchByAModelOutside() throws Exception {
    endpoint = new StubVectors(1);
    actor = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    first = open.active().number();
    var name = "vectors-" + UUID.randomUUID();
    var made =
        Caller.admin(port)
            .post(
                "/api/v1/models/connections",
                """
                {"name":"%s","kind":"openai-compatible","baseUrl":"%s","boundary":"private",
                 "models":[{"name":"m","kinds":["embedding"]}]}
                """
                    .formatted(name, endpoint.address()));
    connection = JsonPath.read(made.body(), "$.id");
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
    var memo = confidential();

    documents.change(memo, new DocumentChange("Pay rise", null, null, null));
    assertThat(indexed(memo).isBare()).as("still kept from it").isFalse();
    documents.change(memo, new DocumentChange(null, null, Label.INTERNAL, null));

    await().until(() -> indexed(memo).vectors().size() == 1);
  }

  @Test
  void isEmbeddedOnceItsModelStandsWhereItsLabelMayGo() {
    var memo = confidential();

    boundary("inside");
    await().until(() -> indexed(memo).vectors().size() == 1);

    // as with a label: what was made stays, and is sent nowhere
    endpoint.answer(0);
    boundary("private");
    documents.change(memo, new DocumentChange(null, null, Label.SECRET, null));
    assertThat(indexed(memo).vectors()).hasSize(1);
  }

  @Test
  void isEmbeddedOnceModelsOutsideAreUsedAgain() {
    var before = mode(Routing.Mode.SELF_HOSTED);
    try {
      var added = shelf.addUnindexed(shelf.collection(), "Pay", "en", "A trombone was bought.");
      passages.index(added.id());
      assertThat(indexed(added.document()).vectors()).isEmpty();
      assertThat(indexed(added.document()).isBare()).isFalse();

      mode(before);

      await().until(() -> indexed(added.document()).vectors().size() == 1);
    } finally {
      mode(before);
    }
  }

  private DocumentId confidential() {
    var added = shelf.addUnindexed(shelf.collection(), "Pay", "en", "A trombone was bought.");
    documents.change(added.document(), new DocumentChange(null, null, Label.CONFIDENTIAL, null));
    passages.index(added.id());
    assertThat(indexed(added.document()).vectors()).isEmpty();
    assertThat(indexed(added.document()).isBare()).isFalse();
    return added.document();
  }

  private void boundary(String wanted) {
    var changed =
        Caller.admin(port)
            .send(
                "PATCH",
                "/api/v1/models/connections/" + connection,
                "{\"boundary\":\"%s\"}".formatted(wanted));
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  /**
   * @return the one before
   */
  private Routing.Mode mode(Routing.Mode wanted) {
    var now = routes.get(actor);
    routes.replace(new Routing(wanted, now.tier(), now.routes()), actor);
    return now.mode();
  }

  private Indexed indexed(DocumentId document) {
    return open.active().index().read(one -> Indexed.of(document, one)).orElseThrow();
  }
}
